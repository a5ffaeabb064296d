// SPDX-License-Identifier: Apache-2.0
#include "studio/grid_runs.h"

#include <algorithm>

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

QSize largestOf(const QList<QImage>& cells) {
    QSize size;
    for (const QImage& cell : cells) size = size.expandedTo(cell.size());
    return size;
}

QSize cellSizeOf(const GridPlan& plan, const QList<QImage>& cells) {
    const QSize largest = largestOf(cells);
    const double width = double(largest.width()) * double(plan.columns.size());
    const double height = double(largest.height()) * double(plan.rows.size());
    const double scale = std::min(1.0, largestSide / std::max({width, height, 1.0}));
    return {std::max(1, int(largest.width() * scale)), std::max(1, int(largest.height() * scale))};
}

}  // namespace

QImage gridPicture(const GridPlan& plan, const QList<QImage>& cells) {
    if (largestOf(cells).isEmpty()) return {};
    const QSize cell = cellSizeOf(plan, cells);
    QFont font;
    font.setPixelSize(std::clamp(cell.width() / 16, 12, 40));
    const QFontMetrics metrics(font);
    const int top = metrics.height() + 2 * gap;
    const bool hasRows = plan.rows.size() > 1 || !plan.rows.value(0).isEmpty();
    const int left = hasRows ? std::min(widest(plan.rows, metrics), cell.width()) + 2 * gap : gap;
    const int columns = int(plan.columns.size()), rows = int(plan.rows.size());
    QImage picture(left + columns * (cell.width() + gap), top + rows * (cell.height() + gap), QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setFont(font);
    painter.setPen(Qt::black);
    const auto write = [&](const QRect& place, const QString& text) {
        painter.drawText(place, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    for (int column = 0; column < columns; ++column)
        write({left + column * (cell.width() + gap), 0, cell.width(), top}, plan.columns[column]);
    for (int row = 0; row < rows; ++row) {
        const int y = top + row * (cell.height() + gap);
        if (hasRows) write({gap, y, left - 2 * gap, cell.height()}, plan.rows[row]);
        for (int column = 0; column < columns; ++column) {
            const QImage& image = cells[row * columns + column];
            if (image.isNull()) continue;
            QRect place({}, image.size().scaled(cell, Qt::KeepAspectRatio));
            place.moveCenter(QRect({left + column * (cell.width() + gap), y}, cell).center());
            painter.drawImage(place, image);
        }
    }
    return picture;
}

GridRuns::GridRuns(JobQueue& queue, QObject* parent) : QObject(parent), m_queue(queue) {
    connect(&queue, &JobQueue::finished, this,
            [this](const Job& job, const FinishedPicture& picture) { note(job.id, picture.image); });
    connect(&queue, &JobQueue::dropped, this, [this](JobId job) { note(job, {}); });
}

void GridRuns::start(const GridPlan& plan) {
    Run& run = m_runs.emplace_back(Run{plan, QList<QImage>(plan.requests.size()), {}});
    for (qsizetype cell = 0; cell < plan.requests.size(); ++cell)
        run.waiting.insert(m_queue.enqueue(plan.requests[cell]), cell);
}

void GridRuns::note(JobId job, const QImage& picture) {
    const auto run = std::ranges::find_if(m_runs, [&](const Run& r) { return r.waiting.contains(job); });
    if (run == m_runs.end()) return;
    run->cells[run->waiting.take(job)] = picture;
    if (!run->waiting.isEmpty()) return;
    FinishedPicture grid{.image = gridPicture(run->plan, run->cells),
                         .request = run->plan.requests.front(),
                         .texts = {{"Description", "Grid: " + run->plan.title.toStdString()}},
                         .notes = {},
                         .layer = {}};
    m_runs.erase(run);
    if (!grid.image.isNull()) Q_EMIT finished(grid);
}

}  // namespace lemnos::studio
