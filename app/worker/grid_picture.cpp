// SPDX-License-Identifier: Apache-2.0
#include "worker/grid_picture.h"

#include <algorithm>

#include <QImageReader>
#include <QPainter>

namespace lemnos::studio {
namespace {

constexpr int gap = 8;              // pixels between cells
constexpr int largestSide = 12000;  // pixels of the whole; cells become smaller in larger grids

int widest(const QStringList& labels, const QFontMetrics& metrics) {
    int width = 0;
    for (const QString& label : labels) width = std::max(width, metrics.horizontalAdvance(label));
    return width;
}

/// Of the largest picture; empty if there is none.
QSize largestOf(const QList<GridCell>& cells) {
    QSize size(0, 0);
    for (const GridCell& cell : cells)
        if (!cell.path.isEmpty()) size = size.expandedTo(QImageReader(cell.path).size());
    return size;
}

/// Where everything lies.
struct GridLayout {
    QFont font;
    double scale = 1;  // of every picture
    QSize cell;
    int left = 0;
    int top = 0;
    bool hasRows = false;
    QSize whole;

    GridLayout(const Grid& grid, QSize largest) {
        const int columns = int(grid.columns.size()), rows = int(grid.rows.size());
        const double most = std::max({double(largest.width()) * columns, double(largest.height()) * rows, 1.0});
        scale = std::min(1.0, largestSide / most);
        cell = {std::max(1, int(largest.width() * scale)), std::max(1, int(largest.height() * scale))};
        font.setPixelSize(std::clamp(cell.width() / 16, 12, 40));
        const QFontMetrics metrics(font);
        top = metrics.height() + 2 * gap;
        hasRows = rows > 1 || !grid.rows.value(0).isEmpty();
        left = hasRows ? std::min(widest(grid.rows, metrics) + 1, cell.width()) + 2 * gap : gap;  // widths are rounded
        whole = {left + columns * (cell.width() + gap), top + rows * (cell.height() + gap)};
    }

    QRect cellAt(int column, int row) const {
        return {{left + column * (cell.width() + gap), top + row * (cell.height() + gap)}, cell};
    }
    QRect columnLabel(int column) const { return {cellAt(column, 0).left(), 0, cell.width(), top}; }
    QRect rowLabel(int row) const { return {gap, cellAt(0, row).top(), left - 2 * gap, cell.height()}; }
};

void writeLabels(QPainter& painter, const Grid& grid, const GridLayout& layout) {
    painter.setFont(layout.font);
    painter.setPen(Qt::black);
    const QFontMetrics metrics(layout.font);
    const auto write = [&](const QRect& place, const QString& text) {
        painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    for (int column = 0; column < grid.columns.size(); ++column)
        write(layout.columnLabel(column), grid.columns[column]);
    if (!layout.hasRows) return;
    for (int row = 0; row < grid.rows.size(); ++row) write(layout.rowLabel(row), grid.rows[row]);
}

void drawCell(QPainter& painter, QImage image, const QRect& cell, double scale) {
    if (image.isNull()) return;
    if (scale < 1) image = image.scaled(image.size() * scale, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QRect place({}, image.size());
    place.moveCenter(cell.center());
    painter.drawImage(place.topLeft(), image);
}

}  // namespace

Result<QImage> gridPicture(const Grid& grid, const CancelToken& cancel) {
    const QSize largest = largestOf(grid.cells);
    if (largest.isEmpty()) return QImage();
    const GridLayout layout(grid, largest);
    QImage picture(layout.whole, QImage::Format_RGB32);
    if (picture.isNull())
        return out_of_memory("a grid of {} x {} pixels does not fit into the memory", layout.whole.width(),
                             layout.whole.height());
    picture.fill(Qt::white);
    QPainter painter(&picture);
    writeLabels(painter, grid, layout);
    const int columns = int(grid.columns.size());
    for (int i = 0; i < grid.cells.size(); ++i) {
        LEMNOS_CHECK(cancel.check());
        if (grid.cells[i].path.isEmpty()) continue;
        drawCell(painter, QImageReader(grid.cells[i].path).read(), layout.cellAt(i % columns, i / columns),
                 layout.scale);
    }
    return picture;
}

}  // namespace lemnos::studio
