// SPDX-License-Identifier: Apache-2.0
// Paints the two pictures of a Comparison with one zoom and one place for both: the wheel zooms at the cursor, dragging
// pans, and in the slider's mode moves the border between them. GUI thread; its only state is the view itself.
#pragma once

#include <QWidget>

#include "canvas/view_transform.h"

namespace lemnos::studio {

class Comparison;

class CompareView : public QWidget {
    Q_OBJECT
public:
    explicit CompareView(Comparison& comparison, QWidget* parent = nullptr);

    void fit();
    double scale() const { return m_transform.scale(); }
    QSize sizeHint() const override { return {1000, 640}; }
    QSize minimumSizeHint() const override { return {320, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void take();
    QRectF pane(int which) const;  // the part of the widget that belongs to a picture
    QPointF inPane(QPointF position) const;
    void paintPicture(QPainter& painter, int which, const QRectF& clip) const;
    void splitAt(QPointF position);

    Comparison& m_comparison;
    ViewTransform m_transform;
    QPointF m_dragFrom;
};

}  // namespace lemnos::studio
