// SPDX-License-Identifier: Apache-2.0
#include "panels/picture_grid.h"

#include <algorithm>

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

namespace lemnos::studio {

PictureGrid::PictureGrid(QWidget* parent) : QAbstractItemView(parent) {
    setSelectionMode(ExtendedSelection);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // or tiles would jump when it comes and goes
}

int PictureGrid::columns() const { return std::max(1, viewport()->width() / m_tileSide); }

int PictureGrid::verticalOffset() const { return verticalScrollBar()->value(); }

// The tiles share what is left of the width.
QRect PictureGrid::tileRect(int row) const {
    const int across = columns();
    const int column = row % across;
    const int left = viewport()->width() * column / across;
    const int right = viewport()->width() * (column + 1) / across;
    return {left, row / across * m_tileSide - verticalOffset(), right - left, m_tileSide};
}

QRect PictureGrid::visualRect(const QModelIndex& index) const {
    return index.isValid() ? tileRect(index.row()) : QRect();
}

int PictureGrid::rowNear(QPoint point) const {
    const int across = columns();
    const int line = std::max(point.y() + verticalOffset(), 0) / m_tileSide;
    const int column = std::clamp(point.x() * across / std::max(viewport()->width(), 1), 0, across - 1);
    return std::min(line * across + column, count() - 1);
}

QModelIndex PictureGrid::indexAt(const QPoint& point) const {
    const int row = rowNear(point);
    return row >= 0 && tileRect(row).contains(point) ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

std::pair<int, int> PictureGrid::rowsInSight() const {
    const int first = verticalOffset() / m_tileSide * columns();
    const int lines = (verticalOffset() % m_tileSide + viewport()->height() + m_tileSide - 1) / m_tileSide;
    return {first, std::min(first + lines * columns(), count()) - 1};
}

void PictureGrid::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid()) return;
    const QRect tile = tileRect(index.row());
    const int height = viewport()->height();
    int by = 0;
    if (hint == PositionAtCenter)
        by = tile.center().y() - height / 2;
    else if (tile.top() < 0 || hint == PositionAtTop)
        by = tile.top();
    else if (tile.bottom() >= height || hint == PositionAtBottom)
        by = tile.bottom() - height + 1;
    verticalScrollBar()->setValue(verticalOffset() + by);
}

QModelIndex PictureGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    if (count() == 0) return {};
    const int across = columns();
    const int page = std::max(1, viewport()->height() / m_tileSide) * across;
    const int at = currentIndex().row();
    int to = at;
    switch (action) {
        case MoveLeft:
        case MovePrevious: to = at - 1; break;
        case MoveRight:
        case MoveNext: to = at + 1; break;
        case MoveUp: to = at - across; break;
        case MoveDown: to = at + across; break;
        case MovePageUp: to = std::max(at - page, at % across); break;
        case MovePageDown: to = at + page; break;
        case MoveHome: to = 0; break;
        case MoveEnd: to = count() - 1; break;
    }
    if (at < 0) to = 0;
    if (to < 0) to = at;
    return model()->index(std::min(to, count() - 1), 0, rootIndex());
}

// From where it began to where it is, as in a text: QRect keeps the first point as its top left one.
void PictureGrid::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) {
    const int from = rowNear(rect.topLeft());
    const int to = rowNear(rect.bottomRight());
    QItemSelection selection;
    const bool touches = rect.normalized().isEmpty() || count() == 0 ? false : from >= 0 && to >= 0;
    if (touches)
        selection.select(model()->index(std::min(from, to), 0, rootIndex()),
                         model()->index(std::max(from, to), 0, rootIndex()));
    selectionModel()->select(selection, flags);
}

QRegion PictureGrid::visualRegionForSelection(const QItemSelection& selection) const {
    const auto [first, last] = rowsInSight();
    QRegion region;
    for (const QItemSelectionRange& range : selection)
        for (int row = std::max(first, range.top()); row <= std::min(last, range.bottom()); ++row)
            region += tileRect(row);
    return region;
}

void PictureGrid::updateGeometries() {
    const int lines = (count() + columns() - 1) / columns();
    verticalScrollBar()->setRange(0, std::max(0, lines * m_tileSide - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_tileSide / 3);
    QAbstractItemView::updateGeometries();
    Q_EMIT sightChanged();
}

void PictureGrid::setTileSide(int side) {
    side = std::clamp(side, smallestTile, largestTile);
    if (side == m_tileSide) return;
    const int seen = currentIndex().isValid() && viewport()->rect().intersects(visualRect(currentIndex()))
                         ? currentIndex().row()
                         : rowsInSight().first;
    m_tileSide = side;
    updateGeometries();
    if (count() > 0) scrollTo(model()->index(std::min(seen, count() - 1), 0, rootIndex()), PositionAtCenter);
    viewport()->update();
    Q_EMIT tileSideChanged(side);
}

void PictureGrid::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void PictureGrid::reset() {
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
    updateGeometries();
}

void PictureGrid::layOutSoon() {
    QTimer::singleShot(0, this, [this] {
        updateGeometries();
        viewport()->update();
    });
}

void PictureGrid::rowsInserted(const QModelIndex& parent, int start, int end) {
    QAbstractItemView::rowsInserted(parent, start, end);
    layOutSoon();
}

void PictureGrid::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) {
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    layOutSoon();
}

void PictureGrid::scrollContentsBy(int dx, int dy) {
    viewport()->scroll(dx, dy);
    Q_EMIT sightChanged();
}

void PictureGrid::resizeEvent(QResizeEvent* event) {
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void PictureGrid::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    if (count() == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const auto usual = option.state;
    const QModelIndex hovered =
        viewport()->underMouse() ? indexAt(viewport()->mapFromGlobal(QCursor::pos())) : QModelIndex();
    const auto [first, last] = rowsInSight();
    for (int row = first; row <= last; ++row) {
        option.rect = tileRect(row);
        if (!event->region().intersects(option.rect)) continue;
        const QModelIndex index = model()->index(row, 0, rootIndex());
        option.state = usual;
        if (selectionModel()->isSelected(index)) option.state |= QStyle::State_Selected;
        if (hasFocus() && index == currentIndex()) option.state |= QStyle::State_HasFocus;
        if (index == hovered) option.state |= QStyle::State_MouseOver;
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

void PictureGrid::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) return QAbstractItemView::wheelEvent(event);
    setTileSide(m_tileSide + event->angleDelta().y() / 6);
    event->accept();
}

}  // namespace lemnos::studio
