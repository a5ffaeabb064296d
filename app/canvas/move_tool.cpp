// SPDX-License-Identifier: Apache-2.0
#include "canvas/move_tool.h"

#include <cmath>

#include <QPainterPath>

#include "document/canvas_edits.h"

namespace lemnos::studio {
namespace {

constexpr double turnStep = 15;  // degrees

double angleOf(QPointF vector) { return std::atan2(vector.y(), vector.x()) * 180 / M_PI; }

/// The smaller change of the two sides wins, so that a corner follows the pointer along the diagonal.
QRectF inProportion(const QRectF& before, const QRectF& after, Handle handle) {
    const double scale = std::max(after.width() / before.width(), after.height() / before.height());
    QRectF rect(QPointF(), before.size() * scale);
    if (moves(handle, Handle::left))
        rect.moveRight(before.right());
    else
        rect.moveLeft(before.left());
    if (moves(handle, Handle::top))
        rect.moveBottom(before.bottom());
    else
        rect.moveTop(before.top());
    return rect;
}

}  // namespace

QRectF MoveTool::bounds() const {
    const Layer* const layer = workspace().active();
    return layer ? QRectF(layer->bounds()) : QRectF();
}

void MoveTool::press(const CanvasPointer& pointer, const ViewTransform& transform) {
    Contents contents = document().contents();
    const auto layer = layerToEdit(contents, workspace().activeLayer());
    if (!layer) return workspace().refuse(std::unexpected(layer.error()));
    m_before = bounds();
    if (m_before.isEmpty()) return;
    m_isDragging = true;
    m_handle = handleAt(m_before, pointer.view, transform);
    m_from = pointer.point.position;
    m_moved = {};
    m_transform = {};
    if (m_handle == Handle::inside) return;
    const QRect own = m_before.toRect().translated(-(*layer)->offset);
    m_image = (*layer)->isMask() ? (*layer)->mask()->image(own) : (*layer)->raster()->image(own);
}

QTransform MoveTool::transformFor(const CanvasPointer& pointer) const {
    const bool isShift = pointer.modifiers.testFlag(Qt::ShiftModifier);
    if (m_handle == Handle::outside) {
        const QPointF centre = m_before.center();
        double angle = angleOf(pointer.point.position - centre) - angleOf(m_from - centre);
        if (isShift) angle = std::round(angle / turnStep) * turnStep;
        return QTransform::fromTranslate(-centre.x(), -centre.y()) * QTransform().rotate(angle) *
               QTransform::fromTranslate(centre.x(), centre.y());
    }
    QRectF after = dragged(m_before, m_handle, pointer.point.position - m_from);
    if (isCorner(m_handle) && !isShift) after = inProportion(m_before, after, m_handle);
    QTransform transform;
    transform.translate(after.left(), after.top());
    transform.scale(after.width() / m_before.width(), after.height() / m_before.height());
    transform.translate(-m_before.left(), -m_before.top());
    return transform;
}

void MoveTool::drag(const CanvasPointer& pointer) {
    if (!m_isDragging) return;
    if (m_handle != Handle::inside) {
        m_transform = transformFor(pointer);
        return;
    }
    const QPoint by = (pointer.point.position - m_from).toPoint();
    if (by == m_moved) return;
    workspace().refuse(moveLayerBy(document(), workspace().activeLayer(), by - m_moved));
    m_moved = by;
}

void MoveTool::release(const CanvasPointer&) {
    if (m_isDragging && !m_transform.isIdentity())
        workspace().refuse(transformLayer(document(), workspace().activeLayer(), m_transform));
    document().history().endMerging();
    m_isDragging = false;
    m_image = {};
    m_transform = {};
}

void MoveTool::cancel() {
    if (m_isDragging && !m_moved.isNull()) document().history().undo();
    m_isDragging = false;
    m_image = {};
    m_transform = {};
}

void MoveTool::paint(QPainter& painter, const ViewTransform& transform, const QPointF*) const {
    const bool isShaping = m_isDragging && m_handle != Handle::inside;
    const QRectF rect = isShaping ? m_before : bounds();
    if (rect.isEmpty()) return;
    const QTransform toView = m_transform * transform.toViewTransform();
    if (isShaping && !m_transform.isIdentity()) {
        constexpr double seenThrough = 0.75;
        painter.save();
        painter.setOpacity(seenThrough);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setTransform(toView, true);
        painter.drawImage(rect.topLeft(), m_image);
        painter.restore();
    }
    QPainterPath frame;
    frame.addPolygon(toView.map(QPolygonF(rect)));
    strokeOverlay(painter, frame);
    if (!isShaping) paintHandles(painter, rect, transform);
}

QCursor MoveTool::cursor(QPointF view, const ViewTransform& transform) const {
    const QRectF rect = bounds();
    if (rect.isEmpty()) return Qt::ForbiddenCursor;
    return cursorFor(m_isDragging ? m_handle : handleAt(rect, view, transform), Qt::PointingHandCursor, transform);
}

}  // namespace lemnos::studio
