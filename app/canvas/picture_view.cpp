// SPDX-License-Identifier: Apache-2.0
#include "canvas/picture_view.h"

#include <cmath>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include "studio/studio_model.h"

namespace lemnos::studio {
namespace {

constexpr double zoomStep = 1.25;
constexpr double arrowStep = 48;
// Above this the user is looking at pixels, and smoothing would hide them.
constexpr double pixelsFromScale = 2;

void paintShadow(QPainter& painter, const QRectF& picture) {
    for (int i = 1; i <= 8; ++i) {
        painter.setPen(QPen(QColor(0, 0, 0, 36 - 4 * i), 1));
        painter.drawRoundedRect(picture.adjusted(-i, -i + 2, i, i + 2), i, i);
    }
}

// Bilinear filtering skips pixels below half size; halving first keeps thin lines.
QImage halvedFor(double scale, QImage image) {
    for (; scale < 0.5 && image.width() > 1 && image.height() > 1; scale *= 2)
        image = image.scaled(image.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image;
}

}  // namespace

PictureView::PictureView(StudioModel& model, QWidget* parent) : QWidget(parent), m_model(model) {
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("picture"));
    setAccessibleName(tr("Picture"));
    setCursor(Qt::OpenHandCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&model.viewer(), &Viewer::changed, this, &PictureView::takePicture);
    connect(&model.queue(), &JobQueue::changed, this, &PictureView::takePicture);
    takePicture();
}

void PictureView::takePicture() {
    const Viewer& viewer = m_model.viewer();
    const bool isAwaited = viewer.showing() == Viewer::Showing::nothing && m_model.queue().running();
    m_transform.setPicture(isAwaited ? m_model.runningSize() : viewer.size());
    describe();
    viewChanged();
}

void PictureView::describe() {
    const Viewer& viewer = m_model.viewer();
    const GalleryEntry* const entry = m_model.gallery().find(viewer.entry());
    if (viewer.showing() == Viewer::Showing::preview)
        setAccessibleDescription(tr("Live preview of the picture being made"));
    else if (entry && entry->request)
        setAccessibleDescription(QString::fromStdString(entry->request->prompt));
    else
        setAccessibleDescription(entry ? entry->path : tr("Empty"));
}

void PictureView::viewChanged() {
    update();
    Q_EMIT scaleChanged();
}

double PictureView::scale() const { return m_transform.scale() * devicePixelRatioF(); }

void PictureView::fit() {
    m_transform.fit();
    viewChanged();
}

void PictureView::zoomTo(double scale) {
    m_transform.zoomTo(scale / devicePixelRatioF(), m_transform.viewCentre());
    viewChanged();
}

void PictureView::zoomBy(double factor) {
    m_transform.zoomTo(m_transform.scale() * factor, m_transform.viewCentre());
    viewChanged();
}

void PictureView::zoomIn() { zoomBy(zoomStep); }
void PictureView::zoomOut() { zoomBy(1 / zoomStep); }

void PictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Dark));
    const QRectF place = m_transform.pictureRect();
    if (place.isEmpty()) return;

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    paintShadow(painter, place);
    const QImage& image = m_model.viewer().image();
    if (image.isNull()) {  // the place of the picture that is on its way
        painter.fillRect(place, palette().color(QPalette::Mid));
        return;
    }
    const bool isStandIn = image.size() != m_model.viewer().size();
    const bool showsPixels = scale() > pixelsFromScale && !m_transform.isFitted() && !isStandIn;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !showsPixels);
    painter.drawImage(place, halvedFor(place.width() * devicePixelRatioF() / image.width(), image));
}

void PictureView::resizeEvent(QResizeEvent*) {
    m_transform.setView(size());
    viewChanged();
}

void PictureView::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / 120.0;
    if (notches == 0) return event->ignore();
    m_transform.zoomTo(m_transform.scale() * std::pow(zoomStep, notches), event->position());
    viewChanged();
}

void PictureView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return event->ignore();
    m_dragFrom = event->position();
    m_isDragging = true;
    setCursor(Qt::ClosedHandCursor);
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_isDragging) return;
    m_transform.pan(event->position() - m_dragFrom);
    m_dragFrom = event->position();
    viewChanged();
}

void PictureView::mouseReleaseEvent(QMouseEvent*) {
    m_isDragging = false;
    setCursor(Qt::OpenHandCursor);
}

void PictureView::mouseDoubleClickEvent(QMouseEvent*) {
    if (m_transform.isFitted())
        zoomTo(1);
    else
        fit();
}

void PictureView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left: m_transform.pan({arrowStep, 0}); break;
        case Qt::Key_Right: m_transform.pan({-arrowStep, 0}); break;
        case Qt::Key_Up: m_transform.pan({0, arrowStep}); break;
        case Qt::Key_Down: m_transform.pan({0, -arrowStep}); break;
        case Qt::Key_Plus: return zoomIn();
        case Qt::Key_Minus: return zoomOut();
        default: return QWidget::keyPressEvent(event);
    }
    viewChanged();
}

void PictureView::contextMenuEvent(QContextMenuEvent* event) { Q_EMIT contextMenuWanted(event->globalPos()); }

}  // namespace lemnos::studio
