// SPDX-License-Identifier: Apache-2.0
#include "canvas/selection_tools.h"

#include <algorithm>
#include <cmath>

#include <QPainterPath>

#include "document/mask_shapes.h"
#include "document/selection_edits.h"

namespace lemnos::studio {
namespace {

QPointF wholePixel(QPointF point) { return {std::round(point.x()), std::round(point.y())}; }

void selectShape(Document& document, const Mask& shape, MaskJoin join) {
    if (shape.isEmpty() && join == MaskJoin::replace)
        selectNone(document);
    else if (!shape.isEmpty())
        select(document, shape, join);
}

}  // namespace

void ShapeTool::press(const CanvasPointer& pointer, const ViewTransform&) {
    m_atPress = pointer.modifiers;
    m_join = joinFor(pointer.modifiers, settings().join);
    m_from = wholePixel(pointer.point.position);
    m_rect = {m_from, QSizeF()};
}

void ShapeTool::drag(const CanvasPointer& pointer) {
    // Keys that were held from the start mean joining; pressed since, they mean the shape.
    const Qt::KeyboardModifiers keys = pointer.modifiers & ~m_atPress;
    QPointF by = wholePixel(pointer.point.position) - m_from;
    if (keys.testFlag(Qt::ShiftModifier)) {
        const double side = std::max(std::abs(by.x()), std::abs(by.y()));
        by = {std::copysign(side, by.x()), std::copysign(side, by.y())};
    }
    const QPointF start = keys.testFlag(Qt::AltModifier) ? m_from - by : m_from;
    m_rect = QRectF(start, m_from + by).normalized();
}

void ShapeTool::release(const CanvasPointer&) {
    const QRect all = document().contents().rect();
    const bool isRectangle = m_shape == Shape::rectangle;
    const Mask shape = m_rect.isEmpty() ? Mask() : isRectangle ? rectangleMask(m_rect, all) : ellipseMask(m_rect, all);
    m_rect = {};
    selectShape(document(), shape, m_join);
}

void ShapeTool::paint(QPainter& painter, const ViewTransform& transform, const QPointF*) const {
    if (m_rect.isEmpty()) return;
    QPainterPath path;
    if (m_shape == Shape::rectangle)
        path.addRect(m_rect);
    else
        path.addEllipse(m_rect);
    strokeOverlay(painter, transform.toViewTransform().map(path), Qt::DashLine);
}

void LassoTool::press(const CanvasPointer& pointer, const ViewTransform&) {
    m_join = joinFor(pointer.modifiers, settings().join);
    m_line = {pointer.point.position};
}

void LassoTool::drag(const CanvasPointer& pointer) {
    if (!m_line.isEmpty()) m_line.append(pointer.point.position);
}

void LassoTool::release(const CanvasPointer&) {
    const Mask shape = m_line.size() < 3 ? Mask() : polygonMask(m_line, document().contents().rect());
    m_line.clear();
    selectShape(document(), shape, m_join);
}

void LassoTool::paint(QPainter& painter, const ViewTransform& transform, const QPointF*) const {
    if (m_line.size() < 2) return;
    QPainterPath path;
    path.addPolygon(transform.toViewTransform().map(m_line));
    strokeOverlay(painter, path, Qt::DashLine);
}

}  // namespace lemnos::studio
