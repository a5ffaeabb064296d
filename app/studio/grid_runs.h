// SPDX-License-Identifier: Apache-2.0
// Grids on their way: their pictures are jobs like others, and when the last is saved or will not come, app/worker is
// asked for one labelled picture of their files. QueueJournal keeps them with the queue, so that they go on after a
// restart. GUI thread; owned by StudioModel.
#pragma once

#include <list>

#include <QObject>

#include "studio/gallery.h"
#include "studio/grid_plan.h"
#include "studio/job_queue.h"

namespace lemnos::studio {

struct GridCell {
    JobId job = 0;      // that is to paint it
    EntryId entry = 0;  // of the gallery, until its file is known
    QString path;       // of its file; a cell with none of the three stays empty
    Request request;
};

struct Grid {
    QString title;
    QStringList columns;  // labels
    QStringList rows;
    QList<GridCell> cells;  // row by row
};

class GridRuns : public QObject {
    Q_OBJECT
public:
    GridRuns(JobQueue& queue, Gallery& gallery, QObject* parent = nullptr);

    void start(const GridPlan& plan);
    /// One that was kept; the jobs of its cells are in the queue.
    void goOn(Grid grid);
    QList<Grid> grids() const;

    /// The job's picture went to the gallery.
    void noteFinished(JobId job, EntryId entry);
    /// Null if none of the files was there any more.
    void notePainted(int number, const QImage& picture);
    void noteNotPainted(int number, const QString& message);

Q_SIGNALS:
    void paintWanted(int number, const lemnos::studio::Grid& grid);
    void finished(const lemnos::studio::FinishedPicture& grid);
    void failed(const QString& message);
    void changed();

private:
    struct Run {
        int number = 0;  // by which app/worker names it
        Grid grid;
    };
    using CellNumber = quint64 GridCell::*;
    /// `settle` changes the cell that has this number, if any has.
    void settleCell(CellNumber which, quint64 number, auto&& settle);
    void paintIfComplete(const Run& run);
    std::optional<Grid> takeOut(int number);

    Gallery& m_gallery;
    JobQueue& m_queue;
    std::list<Run> m_runs;
    int m_lastNumber = 0;
};

}  // namespace lemnos::studio
