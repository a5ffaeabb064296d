// SPDX-License-Identifier: Apache-2.0
#include "canvas/view_transform.h"

#include <algorithm>

namespace lemnos::studio {
namespace {

constexpr double margin = 24;    // around a fitted picture
constexpr double leftOver = 48;  // of a picture that is panned away, so that it can be caught again

}  // namespace

void ViewTransform::setView(QSizeF size) {
    const QPointF centre = toPicture(viewCentre());
    m_view = size;
    if (m_isFitted) return fit();
    m_offset = viewCentre() - centre * m_scale;
    keepInSight();
}

void ViewTransform::setPicture(QSizeF size) {
    if (size == m_picture) return;
    m_picture = size;
    fit();
}

void ViewTransform::fit() {
    m_isFitted = true;
    if (m_picture.isEmpty() || m_view.isEmpty()) return;
    const double width = std::max(1.0, m_view.width() - 2 * margin);
    const double height = std::max(1.0, m_view.height() - 2 * margin);
    m_scale = std::clamp(std::min(width / m_picture.width(), height / m_picture.height()), smallestScale, largestScale);
    m_offset = viewCentre() - QPointF(m_picture.width(), m_picture.height()) * (m_scale / 2);
}

void ViewTransform::zoomTo(double scale, QPointF anchor) {
    const QPointF point = toPicture(anchor);
    m_scale = std::clamp(scale, smallestScale, largestScale);
    m_offset = anchor - point * m_scale;
    m_isFitted = false;
    keepInSight();
}

void ViewTransform::pan(QPointF by) {
    m_offset += by;
    m_isFitted = false;
    keepInSight();
}

void ViewTransform::keepInSight() {
    const QSizeF size = m_picture * m_scale;
    const auto along = [](double offset, double length, double view) {
        const double rest = std::min(leftOver, length);
        return std::clamp(offset, rest - length, std::max(rest - length, view - rest));
    };
    m_offset = {along(m_offset.x(), size.width(), m_view.width()), along(m_offset.y(), size.height(), m_view.height())};
}

}  // namespace lemnos::studio
