// SPDX-License-Identifier: Apache-2.0
#include "canvas/compare_view.h"

#include <cmath>

#include <QKeyEvent>
#include <QPainter>

#include "studio/comparison.h"

namespace lemnos::studio {
namespace {

constexpr int gap = 8;              // logical pixels between two panes
constexpr double keyStep = 0.02;    // of the slider
constexpr double wheelStep = 1.25;  // for one notch of 120

}  // namespace

CompareView::CompareView(Comparison& comparison, QWidget* parent) : QWidget(parent), m_comparison(comparison) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Two pictures compared"));
    connect(&comparison, &Comparison::changed, this, &CompareView::take);
    take();
}

QRectF CompareView::pane(int which) const {
    if (m_comparison.mode() != Comparison::Mode::sideBySide) return rect();
    const double width = (this->width() - gap) / 2.0;
    return {which == 0 ? 0 : width + gap, 0, width, double(height())};
}

QPointF CompareView::inPane(QPointF position) const {
    const QRectF second = pane(1);
    return position - (second.contains(position) ? second.topLeft() : QPointF());
}

// The second one is shown as large as the first, whatever its size.
void CompareView::take() {
    m_transform.setView(pane(0).size());
    for (int which : {1, 0})
        if (!m_comparison.image(which).isNull()) m_transform.setPicture(m_comparison.image(which).size());
    update();
}

void CompareView::fit() {
    m_transform.fit();
    update();
}

void CompareView::paintPicture(QPainter& painter, int which, const QRectF& clip) const {
    const QImage& image = m_comparison.image(which);
    if (image.isNull()) return;
    const QRectF room = m_transform.pictureRect().translated(pane(which).topLeft());
    QRectF target({}, QSizeF(image.size()).scaled(room.size(), Qt::KeepAspectRatio));
    target.moveCenter(room.center());
    painter.save();
    painter.setClipRect(clip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, target.width() < 2 * image.width());
    painter.drawImage(target, image);
    painter.restore();
}

void CompareView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Dark));
    switch (m_comparison.mode()) {
        case Comparison::Mode::sideBySide:
            for (int which : {0, 1}) paintPicture(painter, which, pane(which));
            break;
        case Comparison::Mode::toggle: paintPicture(painter, m_comparison.shown(), rect()); break;
        case Comparison::Mode::slider: {
            const QRectF picture = m_transform.pictureRect();
            const double border = picture.left() + picture.width() * m_comparison.split();
            paintPicture(painter, 0, QRectF(0, 0, border, height()));
            paintPicture(painter, 1, QRectF(border, 0, width() - border, height()));
            painter.fillRect(QRectF(border - 2, 0, 4, height()), Qt::black);
            painter.fillRect(QRectF(border - 1, 0, 2, height()), Qt::white);
            break;
        }
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Link));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CompareView::resizeEvent(QResizeEvent*) { take(); }

void CompareView::wheelEvent(QWheelEvent* event) {
    m_transform.zoomTo(m_transform.scale() * std::pow(wheelStep, event->angleDelta().y() / 120.0),
                       inPane(event->position()));
    update();
}

void CompareView::splitAt(QPointF position) {
    const QRectF picture = m_transform.pictureRect();
    if (picture.width() > 0) m_comparison.setSplit((position.x() - picture.left()) / picture.width());
}

void CompareView::mousePressEvent(QMouseEvent* event) {
    m_dragFrom = event->position();
    if (event->button() == Qt::LeftButton && m_comparison.mode() == Comparison::Mode::slider)
        splitAt(event->position());
    else if (event->button() == Qt::LeftButton && m_comparison.mode() == Comparison::Mode::toggle)
        m_comparison.toggle();
}

void CompareView::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton) && m_comparison.mode() == Comparison::Mode::slider)
        return splitAt(event->position());
    m_transform.pan(event->position() - m_dragFrom);
    m_dragFrom = event->position();
    update();
}

void CompareView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left: return m_comparison.setSplit(m_comparison.split() - keyStep);
        case Qt::Key_Right: return m_comparison.setSplit(m_comparison.split() + keyStep);
        case Qt::Key_Space: return m_comparison.toggle();
        default: return QWidget::keyPressEvent(event);
    }
}

}  // namespace lemnos::studio
