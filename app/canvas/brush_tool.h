// SPDX-License-Identifier: Apache-2.0
// Brush, eraser and selection brush: one stroke from press to release. Shift draws a straight line from where the last
// stroke ended. GUI thread; owned by CanvasView.
#pragma once

#include "canvas/canvas_tool.h"
#include "document/stroke.h"

namespace lemnos::studio {

class BrushTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer, const ViewTransform& transform) override;
    void drag(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    void cancel() override;
    void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const override;
    QCursor cursor(QPointF view, const ViewTransform& transform) const override;

private:
    std::unique_ptr<Stroke> m_stroke;
    std::optional<StrokePoint> m_lastEnd;
};

}  // namespace lemnos::studio
