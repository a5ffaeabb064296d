// SPDX-License-Identifier: Apache-2.0
// How CanvasView paints: the document, what is staged on it, the selection, the box, and what the tool draws.
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include "canvas/canvas_view.h"
#include "document/mask_outline.h"

namespace lemnos::studio {
namespace {

// Above this the user is looking at pixels, and smoothing would hide them.
constexpr double pixelsFromScale = 2;

QBrush checkerboard(const QPalette& palette) {
    constexpr int side = 8;
    QPixmap tile(2 * side, 2 * side);
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    tile.fill(isDark ? QColor(64, 64, 68) : QColor(255, 255, 255));
    QPainter painter(&tile);
    const QColor other = isDark ? QColor(80, 80, 84) : QColor(220, 220, 220);
    painter.fillRect(0, 0, side, side, other);
    painter.fillRect(side, side, side, side, other);
    return QBrush(tile);
}

/// Short enough that most are not in sight of a small repaint.
std::vector<QPolygonF> inPieces(const QList<QPolygonF>& polygons) {
    constexpr qsizetype length = 64;  // points
    std::vector<QPolygonF> pieces;
    for (const QPolygonF& polygon : polygons)
        for (qsizetype from = 0; from + 1 < polygon.size(); from += length)
            pieces.emplace_back(polygon.mid(from, length + 1));
    return pieces;
}

}  // namespace

void CanvasView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const QRect exposed = event->rect();
    painter.fillRect(exposed, palette().color(QPalette::Dark));
    paintDocument(painter, exposed);
    paintStaged(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSelection(painter, exposed);
    paintBox(painter);
    if (m_tool) m_tool->paint(painter, m_transform, m_pointer && m_drag != Drag::pan ? &*m_pointer : nullptr);
}

/// The part of the document that lies there, with room for smoothing.
QRect CanvasView::seenIn(const QRect& exposed) const {
    constexpr int smoothing = 2;
    const QRectF place = m_transform.toViewTransform().inverted().mapRect(QRectF(exposed));
    return place.toAlignedRect().adjusted(-smoothing, -smoothing, smoothing, smoothing) &
           m_workspace.document().contents().rect();
}

void CanvasView::paintDocument(QPainter& painter, const QRect& exposed) {
    const QTransform toView = m_transform.toViewTransform();
    const QRect all = m_workspace.document().contents().rect();
    const QRect seen = seenIn(exposed);
    if (seen.isEmpty()) return;

    painter.save();
    QPainterPath ground;
    ground.addPolygon(toView.map(QPolygonF(QRectF(all))));
    painter.setClipPath(ground, Qt::IntersectClip);
    painter.fillRect(exposed, checkerboard(palette()));
    const int level = Compositor::levelFor(scale());
    const QRect part = Compositor::toLevel(seen, level);
    const QImage image = m_compositor.image(part, level);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < pixelsFromScale || m_transform.angle() != 0);
    painter.setTransform(toView, true);
    const double side = 1 << level;
    painter.drawImage(QRectF(part.x() * side, part.y() * side, part.width() * side, part.height() * side), image);
    painter.restore();
}

void CanvasView::paintStaged(QPainter& painter) {
    const Staging& staging = m_workspace.staging();
    if (staging.isHidden()) return;
    painter.save();
    painter.setTransform(m_transform.toViewTransform(), true);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < pixelsFromScale);
    const auto draw = [&](const QImage& image, const QRect& place) {
        painter.drawImage(QRectF(m_workspace.document().contents().fromPaper(place)), image);
    };
    if (!staging.live().isNull()) draw(staging.live(), staging.livePlace());
    if (const StagedPicture* const staged = staging.current()) draw(staged->layer, staged->place);
    if (!staging.preview().isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        draw(staging.preview(), staging.previewPlace());
    }
    painter.restore();
}

void CanvasView::paintSelection(QPainter& painter, const QRect& exposed) {
    const auto& selection = m_workspace.document().contents().selection;
    if (!selection) return;
    const bool isBeingPainted = m_drag == Drag::tool && m_shownTool == Tool::selectionBrush;
    if (isBeingPainted) return paintSelectionTint(painter, exposed);
    if (!m_outline) m_outline = inPieces(outline(*selection));
    const QTransform toView = m_transform.toViewTransform();
    for (const QPolygonF& piece : *m_outline) {
        const QPolygonF line = toView.map(piece);
        if (!line.boundingRect().adjusted(-2, -2, 2, 2).intersects(exposed)) continue;
        QPainterPath path;
        path.addPolygon(line);
        strokeOverlay(painter, path, Qt::DashLine);
    }
}

// An outline of the whole for every move of the pen would take longer than the move.
void CanvasView::paintSelectionTint(QPainter& painter, const QRect& exposed) {
    const QRect seen = seenIn(exposed);
    const QImage coverage = m_workspace.document().contents().selection->image(seen);
    if (coverage.isNull()) return;
    QImage tint(coverage.size(), QImage::Format_ARGB32_Premultiplied);
    const QColor colour = palette().color(QPalette::Highlight);
    const quint32 pixel = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), 110));
    for (int y = 0; y < tint.height(); ++y) {
        auto* const row = reinterpret_cast<quint32*>(tint.scanLine(y));
        const uchar* const covered = coverage.constScanLine(y);
        for (int x = 0; x < tint.width(); ++x) row[x] = scaled(pixel, covered[x]);
    }
    painter.save();
    painter.setTransform(m_transform.toViewTransform(), true);
    painter.drawImage(seen.topLeft(), tint);
    painter.restore();
}

void CanvasView::paintBox(QPainter& painter) {
    const QRectF box = m_workspace.document().contents().generationBox;
    QPainterPath frame;
    frame.addPolygon(m_transform.toViewTransform().map(QPolygonF(box)));
    frame.closeSubpath();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 130), 3));
    painter.drawPath(frame);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.drawPath(frame);
}

}  // namespace lemnos::studio
