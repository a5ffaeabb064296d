// SPDX-License-Identifier: Apache-2.0
#include "canvas/view_transform.h"

#include <algorithm>
#include <cmath>

namespace lemnos::studio {
namespace {

constexpr double margin = 24;    // around a fitted picture
constexpr double leftOver = 48;  // of a picture that is panned away, so that it can be caught again

}  // namespace

QTransform ViewTransform::toViewTransform() const {
    return QTransform::fromTranslate(m_offset.x(), m_offset.y()).rotate(m_angle).scale(m_scale, m_scale);
}

void ViewTransform::setView(QSizeF size) {
    const QPointF centre = toPicture(viewCentre());
    m_view = size;
    if (m_isFitted) return fit();
    keepAt(centre, viewCentre());
    keepInSight();
}

void ViewTransform::setPicture(QSizeF size) {
    if (size == m_picture) return;
    m_picture = size;
    fit();
}

void ViewTransform::fit() {
    fitTo({{}, m_picture});
    m_isFitted = true;
}

void ViewTransform::fitTo(const QRectF& part) {
    m_isFitted = false;
    if (part.isEmpty() || m_view.isEmpty()) return;
    const QSizeF upright = QTransform().rotate(m_angle).mapRect(part).size();
    const double width = std::max(1.0, m_view.width() - 2 * margin);
    const double height = std::max(1.0, m_view.height() - 2 * margin);
    m_scale = std::clamp(std::min(width / upright.width(), height / upright.height()), smallestScale, largestScale);
    keepAt(part.center(), viewCentre());
}

void ViewTransform::zoomTo(double scale, QPointF anchor) {
    const QPointF point = toPicture(anchor);
    m_scale = std::clamp(scale, smallestScale, largestScale);
    keepAt(point, anchor);
    m_isFitted = false;
    keepInSight();
}

void ViewTransform::rotateTo(double angle, QPointF anchor) {
    const QPointF point = toPicture(anchor);
    m_angle = std::remainder(angle, 360);
    if (m_isFitted) return fit();
    keepAt(point, anchor);
    keepInSight();
}

void ViewTransform::pan(QPointF by) {
    m_offset += by;
    m_isFitted = false;
    keepInSight();
}

void ViewTransform::keepAt(QPointF picture, QPointF view) { m_offset += view - toView(picture); }

void ViewTransform::keepInSight() {
    const QRectF place = pictureRect();
    const auto along = [](double offset, double length, double view) {
        const double rest = std::min(leftOver, length);
        return std::clamp(offset, rest - length, std::max(rest - length, view - rest));
    };
    m_offset +=
        QPointF(along(place.x(), place.width(), m_view.width()), along(place.y(), place.height(), m_view.height())) -
        place.topLeft();
}

}  // namespace lemnos::studio
