// SPDX-License-Identifier: Apache-2.0
// The picture in the middle of the window: shows what the Viewer shows, the live preview in the place of the picture
// to come; zooms at the cursor (wheel), pans (drag, middle button, arrow keys). GUI thread; owned by the main
// window. Its only state is the view itself; it forgets nothing that a picture would need.
#pragma once

#include <QWidget>

#include "canvas/view_transform.h"

namespace lemnos::studio {

class StudioModel;

class PictureView : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(StudioModel& model, QWidget* parent = nullptr);

    void fit();
    void zoomTo(double scale);  // screen pixels per pixel of the picture
    void zoomIn();
    void zoomOut();
    /// Screen pixels per pixel of the picture.
    double scale() const;
    const ViewTransform& transform() const { return m_transform; }

    QSize sizeHint() const override { return {720, 540}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

Q_SIGNALS:
    void scaleChanged();
    void contextMenuWanted(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void takePicture();
    void describe();
    void viewChanged();
    void zoomBy(double factor);

    StudioModel& m_model;
    ViewTransform m_transform;
    QPointF m_dragFrom;
    bool m_isDragging = false;
};

}  // namespace lemnos::studio
