// SPDX-License-Identifier: Apache-2.0
#include "studio/grid_runs.h"

#include <algorithm>

namespace lemnos::studio {

GridRuns::GridRuns(JobQueue& queue, Gallery& gallery, QObject* parent)
    : QObject(parent), m_gallery(gallery), m_queue(queue) {
    const auto forget = [](GridCell& cell) { cell.job = cell.entry = 0; };
    connect(&queue, &JobQueue::dropped, this, [this, forget](JobId job) { settleCell(&GridCell::job, job, forget); });
    connect(&gallery, &Gallery::rowRemoved, this,
            [this, forget](EntryId entry) { settleCell(&GridCell::entry, entry, forget); });
    connect(&gallery, &Gallery::saved, this, [this](EntryId entry) {
        settleCell(&GridCell::entry, entry, [&](GridCell& cell) {
            cell.entry = 0;
            cell.path = m_gallery.find(entry)->path;
        });
    });
}

void GridRuns::start(const GridPlan& plan) {
    Grid grid{.title = plan.title, .columns = plan.columns, .rows = plan.rows, .cells = {}};
    for (const Request& request : plan.requests)
        grid.cells.append({.job = m_queue.enqueue(request), .entry = 0, .path = {}, .request = request});
    goOn(std::move(grid));
}

void GridRuns::goOn(Grid grid) {
    m_runs.push_back({.number = ++m_lastNumber, .grid = std::move(grid)});
    Q_EMIT changed();
    paintIfComplete(m_runs.back());
}

QList<Grid> GridRuns::grids() const {
    QList<Grid> all;
    for (const Run& run : m_runs) all.append(run.grid);
    return all;
}

void GridRuns::noteFinished(JobId job, EntryId entry) {
    settleCell(&GridCell::job, job, [&](GridCell& cell) {
        cell.job = 0;
        cell.entry = entry;
        cell.request = m_gallery.find(entry)->request.value_or(cell.request);  // with its defaults filled in
    });
}

void GridRuns::settleCell(CellNumber which, quint64 number, auto&& settle) {
    for (Run& run : m_runs) {
        const auto cell = std::ranges::find(run.grid.cells, number, which);
        if (cell == run.grid.cells.end()) continue;
        settle(*cell);
        Q_EMIT changed();
        return paintIfComplete(run);
    }
}

void GridRuns::paintIfComplete(const Run& run) {
    const auto& cells = run.grid.cells;
    if (std::ranges::any_of(cells, [](const GridCell& cell) { return cell.job || cell.entry; })) return;
    if (std::ranges::any_of(cells, [](const GridCell& cell) { return !cell.path.isEmpty(); }))
        Q_EMIT paintWanted(run.number, run.grid);
    else
        takeOut(run.number);
}

std::optional<Grid> GridRuns::takeOut(int number) {
    const auto run = std::ranges::find(m_runs, number, &Run::number);
    if (run == m_runs.end()) return {};
    Grid grid = std::move(run->grid);
    m_runs.erase(run);
    Q_EMIT changed();
    return grid;
}

void GridRuns::notePainted(int number, const QImage& picture) {
    const auto grid = takeOut(number);
    if (!grid) return;
    if (picture.isNull()) return Q_EMIT failed(tr("The grid was not made: none of its pictures can be read."));
    Q_EMIT finished({.image = picture,
                     .request = grid->cells.front().request,
                     .texts = {{"Description", "Grid: " + grid->title.toStdString()}},
                     .notes = {},
                     .layer = {}});
}

void GridRuns::noteNotPainted(int number, const QString& message) {
    if (takeOut(number)) Q_EMIT failed(message);
}

}  // namespace lemnos::studio
