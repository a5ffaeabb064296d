// SPDX-License-Identifier: Apache-2.0
#include "panels/glyphs.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include "panels/canvas_glyphs.h"

namespace lemnos::studio {
namespace {

void arrowHead(QPainterPath& path, QPointF tip, QPointF left, QPointF right) {
    path.moveTo(tip + left);
    path.lineTo(tip);
    path.lineTo(tip + right);
}

void paintDice(QPainter& painter) {
    painter.drawRoundedRect(QRectF(4, 4, 16, 16), 4, 4);
    painter.setBrush(painter.pen().color());
    painter.setPen(Qt::NoPen);
    for (const QPointF dot :
         {QPointF(8.5, 8.5), QPointF(15.5, 8.5), QPointF(12, 12), QPointF(8.5, 15.5), QPointF(15.5, 15.5)})
        painter.drawEllipse(dot, 1.5, 1.5);
}

void paintLock(QPainter& painter, bool isOpen) {
    painter.drawRoundedRect(QRectF(5, 11, 14, 9), 2, 2);
    QPainterPath shackle(QPointF(8, 11));
    shackle.lineTo(8, 8);
    shackle.arcTo(QRectF(8, 4, 8, 8), 180, isOpen ? -150 : -180);
    if (!isOpen) shackle.lineTo(16, 11);
    painter.drawPath(shackle);
}

QPainterPath strokes(Glyph which) {
    QPainterPath path;
    switch (which) {
        case Glyph::swap:
            path.moveTo(4, 8);
            path.lineTo(19, 8);
            arrowHead(path, {19, 8}, {-3.5, -3.5}, {-3.5, 3.5});
            path.moveTo(20, 16);
            path.lineTo(5, 16);
            arrowHead(path, {5, 16}, {3.5, -3.5}, {3.5, 3.5});
            break;
        case Glyph::reset:
            path.arcMoveTo(QRectF(5, 5, 14, 14), 150);
            path.arcTo(QRectF(5, 5, 14, 14), 150, -300);
            arrowHead(path, {5.9, 8.5}, {-1.2, -4.2}, {4.2, 0.2});
            break;
        case Glyph::restore:
            for (const double y : {7.0, 12.0, 17.0}) {
                path.moveTo(4, y);
                path.lineTo(20, y);
            }
            path.addEllipse(QPointF(9, 7), 2, 2);
            path.addEllipse(QPointF(15, 12), 2, 2);
            path.addEllipse(QPointF(8, 17), 2, 2);
            break;
        case Glyph::copy:
            path.addRoundedRect(QRectF(9, 9, 11, 11), 2, 2);
            path.moveTo(6, 15);
            path.lineTo(5, 15);
            path.quadTo(4, 15, 4, 14);
            path.lineTo(4, 5);
            path.quadTo(4, 4, 5, 4);
            path.lineTo(14, 4);
            path.quadTo(15, 4, 15, 5);
            path.lineTo(15, 6);
            break;
        case Glyph::folder:
            path.moveTo(3.5, 18.5);
            path.lineTo(3.5, 5.5);
            path.lineTo(9.5, 5.5);
            path.lineTo(11.5, 8);
            path.lineTo(20.5, 8);
            path.lineTo(20.5, 18.5);
            path.closeSubpath();
            break;
        case Glyph::trash:
            path.moveTo(4, 7);
            path.lineTo(20, 7);
            path.moveTo(9, 7);
            path.lineTo(9, 4);
            path.lineTo(15, 4);
            path.lineTo(15, 7);
            path.moveTo(6, 7);
            path.lineTo(7, 20);
            path.lineTo(17, 20);
            path.lineTo(18, 7);
            break;
        case Glyph::close:
            path.moveTo(6.5, 6.5);
            path.lineTo(17.5, 17.5);
            path.moveTo(17.5, 6.5);
            path.lineTo(6.5, 17.5);
            break;
        case Glyph::warning:
            path.moveTo(12, 4);
            path.lineTo(21, 19.5);
            path.lineTo(3, 19.5);
            path.closeSubpath();
            path.moveTo(12, 10);
            path.lineTo(12, 14);
            path.moveTo(12, 16.8);
            path.lineTo(12, 17);
            break;
        case Glyph::information:
            path.addEllipse(QPointF(12, 12), 8.5, 8.5);
            path.moveTo(12, 11);
            path.lineTo(12, 16);
            path.moveTo(12, 7.8);
            path.lineTo(12, 8);
            break;
        default: return canvasGlyph(which);
    }
    return path;
}

class GlyphEngine : public QIconEngine {
public:
    explicit GlyphEngine(Glyph which) : m_which(which) {}

    QIconEngine* clone() const override { return new GlyphEngine(m_which); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 24.0, rect.height() / 24.0);
        painter->setPen(QPen(QGuiApplication::palette().color(group, QPalette::ButtonText), 1.8, Qt::SolidLine,
                             Qt::RoundCap, Qt::RoundJoin));
        if (m_which == Glyph::dice)
            paintDice(*painter);
        else if (m_which == Glyph::locked || m_which == Glyph::unlocked)
            paintLock(*painter, m_which == Glyph::unlocked);
        else
            painter->drawPath(strokes(m_which));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    Glyph m_which;
};

}  // namespace

QIcon glyph(Glyph which) { return QIcon(new GlyphEngine(which)); }

}  // namespace lemnos::studio
