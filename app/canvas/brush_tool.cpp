// SPDX-License-Identifier: Apache-2.0
#include "canvas/brush_tool.h"

#include <QPainterPath>

namespace lemnos::studio {

void BrushTool::press(const CanvasPointer& pointer, const ViewTransform&) {
    const bool isLine = pointer.modifiers.testFlag(Qt::ShiftModifier) && m_lastEnd;
    const StrokePoint start = isLine ? *m_lastEnd : pointer.point;
    if (settings().tool == Tool::selectionBrush) {
        Brush brush = settings().selectionBrush;
        if (pointer.modifiers.testFlag(Qt::AltModifier)) brush.paint = Paint::eraser();
        m_stroke = Stroke::beginSelection(document(), brush, start);
    } else {
        const Brush brush = settings().tool == Tool::eraser ? settings().eraser : settings().paintingBrush();
        auto stroke = Stroke::begin(document(), workspace().activeLayer(), brush, start);
        if (!stroke) return workspace().refuse(std::unexpected(stroke.error()));
        m_stroke = *std::move(stroke);
    }
    if (isLine) m_stroke->extend(pointer.point);
    m_lastEnd = pointer.point;
}

void BrushTool::drag(const CanvasPointer& pointer) {
    if (!m_stroke) return;
    m_stroke->extend(pointer.point);
    m_lastEnd = pointer.point;
}

void BrushTool::release(const CanvasPointer&) {
    if (m_stroke) m_stroke->finish();
    m_stroke.reset();
}

void BrushTool::cancel() { m_stroke.reset(); }

void BrushTool::paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const {
    const Brush* const brush = settings().currentBrush();
    if (!pointer || !brush) return;
    const double radius = std::max(1.5, brush->size * transform.scale() / 2);
    QPainterPath circle;
    circle.addEllipse(*pointer, radius, radius);
    strokeOverlay(painter, circle);
}

QCursor BrushTool::cursor(QPointF, const ViewTransform& transform) const {
    const Brush* const brush = settings().currentBrush();
    constexpr double visible = 6;  // pixels of the view; a smaller circle cannot be found
    return brush && brush->size * transform.scale() < visible ? Qt::CrossCursor : Qt::BlankCursor;
}

}  // namespace lemnos::studio
