// SPDX-License-Identifier: Apache-2.0
// Where a picture lies in a view: a scale, an angle and an offset, and the rules for changing them. Plain value owned
// by a view; knows no widget, so that its arithmetic is tested on its own. Lengths of the view are logical pixels.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace lemnos::studio {

class ViewTransform {
public:
    static constexpr double smallestScale = 1.0 / 32;
    static constexpr double largestScale = 64;

    void setView(QSizeF size);
    /// Another picture of the same size keeps its place; one of another size is fitted.
    void setPicture(QSizeF size);

    /// As large as the view allows, with a margin; stays so when the view changes its size.
    void fit();
    /// The same for a part of the picture, once.
    void fitTo(const QRectF& part);
    /// Changes the scale; the picture's point under `anchor` (of the view) stays there.
    void zoomTo(double scale, QPointF anchor);
    /// Degrees, clockwise; around `anchor` of the view.
    void rotateTo(double angle, QPointF anchor);
    void pan(QPointF by);

    bool isFitted() const { return m_isFitted; }
    double scale() const { return m_scale; }
    double angle() const { return m_angle; }
    /// From the picture to the view.
    QTransform toViewTransform() const;
    QPointF toView(QPointF picture) const { return toViewTransform().map(picture); }
    QPointF toPicture(QPointF view) const { return toViewTransform().inverted().map(view); }
    /// Around the picture in the view, upright.
    QRectF pictureRect() const { return toViewTransform().mapRect(QRectF({}, m_picture)); }
    QPointF viewCentre() const { return {m_view.width() / 2, m_view.height() / 2}; }

private:
    void keepInSight();
    void keepAt(QPointF picture, QPointF view);

    QSizeF m_view;
    QSizeF m_picture;
    double m_scale = 1;
    double m_angle = 0;
    QPointF m_offset;  // of the picture's origin in the view
    bool m_isFitted = true;
};

}  // namespace lemnos::studio
