// SPDX-License-Identifier: Apache-2.0
// Moves the active layer; its handles scale it (corners keep the proportions, Shift frees them), a drag outside turns
// it (Shift: by steps of 15 degrees). A drag is one step of the history. GUI thread; owned by CanvasView.
#pragma once

#include "canvas/canvas_tool.h"
#include "canvas/rect_handles.h"

namespace lemnos::studio {

class MoveTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer, const ViewTransform& transform) override;
    void drag(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const override;
    QCursor cursor(QPointF view, const ViewTransform& transform) const override;

private:
    QRectF bounds() const;
    QTransform transformFor(const CanvasPointer& pointer) const;

    bool m_isDragging = false;
    Handle m_handle = Handle::outside;
    QPointF m_from;
    QPoint m_moved;  // so far, in whole pixels
    QRectF m_before;
    QImage m_image;  // of the layer, to be seen while it is scaled or turned
    QTransform m_transform;
};

}  // namespace lemnos::studio
