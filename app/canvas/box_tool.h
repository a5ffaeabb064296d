// SPDX-License-Identifier: Apache-2.0
// Moves and resizes the generation box; it may reach out of the document, to paint beyond its border. It snaps to a
// grid and to the document's edges; Alt frees it to single pixels of what models take. GUI thread; owned by CanvasView.
#pragma once

#include "canvas/canvas_tool.h"
#include "canvas/rect_handles.h"

namespace lemnos::studio {

class BoxTool : public CanvasTool {
public:
    static constexpr int smallestSide = 64;  // pixels
    static constexpr int finestStep = 8;     // what every family of models takes

    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer, const ViewTransform& transform) override;
    void drag(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const override;
    QCursor cursor(QPointF view, const ViewTransform& transform) const override;

private:
    bool m_isDragging = false;
    Handle m_handle = Handle::outside;
    QPointF m_from;
    QRect m_before;
    double m_catch = 0;  // pixels of the document from which an edge of it draws the box
};

/// `rect` as the box would take it: sides in whole steps, on the grid or along an edge of `document` within `reach`.
QRect snappedBox(const QRectF& rect, Handle handle, int step, const QRect& document, double reach);

}  // namespace lemnos::studio
