// SPDX-License-Identifier: Apache-2.0
// Where a picture lies in a view: one scale and one offset, and the rules for changing them. Plain value owned by
// CanvasView; knows no widget, so that its arithmetic is tested on its own. Lengths of the view are logical pixels.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

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
    /// Changes the scale; the picture's point under `anchor` (of the view) stays there.
    void zoomTo(double scale, QPointF anchor);
    void pan(QPointF by);

    bool isFitted() const { return m_isFitted; }
    double scale() const { return m_scale; }
    QRectF pictureRect() const { return {m_offset, m_picture * m_scale}; }
    QPointF toView(QPointF picture) const { return picture * m_scale + m_offset; }
    QPointF toPicture(QPointF view) const { return (view - m_offset) / m_scale; }
    QPointF viewCentre() const { return {m_view.width() / 2, m_view.height() / 2}; }

private:
    void keepInSight();

    QSizeF m_view;
    QSizeF m_picture;
    double m_scale = 1;
    QPointF m_offset;  // of the picture's top left corner in the view
    bool m_isFitted = true;
};

}  // namespace lemnos::studio
