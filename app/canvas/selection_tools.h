// SPDX-License-Identifier: Apache-2.0
// Selecting by drawing around: rectangle, ellipse, lasso. A click without a drag selects nothing. GUI thread; owned by
// CanvasView.
#pragma once

#include <QPolygonF>

#include "canvas/canvas_tool.h"

namespace lemnos::studio {

/// Shift held after the press makes it as wide as high, Alt lets it grow from its middle; held at the press they join
/// it with the selection there is.
class ShapeTool : public CanvasTool {
public:
    enum class Shape { rectangle, ellipse };
    ShapeTool(Workspace& workspace, Shape shape) : CanvasTool(workspace), m_shape(shape) {}

    void press(const CanvasPointer& pointer, const ViewTransform& transform) override;
    void drag(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    void cancel() override { m_rect = {}; }
    void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const override;

private:
    Shape m_shape;
    QPointF m_from;
    QRectF m_rect;
    MaskJoin m_join = MaskJoin::replace;
    Qt::KeyboardModifiers m_atPress;
};

class LassoTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer, const ViewTransform& transform) override;
    void drag(const CanvasPointer& pointer) override;
    void release(const CanvasPointer& pointer) override;
    void cancel() override { m_line.clear(); }
    void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const override;

private:
    QPolygonF m_line;
    MaskJoin m_join = MaskJoin::replace;
};

}  // namespace lemnos::studio
