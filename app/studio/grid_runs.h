// SPDX-License-Identifier: Apache-2.0
// Grids on their way: their pictures are jobs like others, and when the last is done or will not come, one labelled
// picture is made of them. After a restart the jobs that were left are painted without their grid. GUI thread; owned by
// StudioModel.
#pragma once

#include <list>

#include <QHash>
#include <QObject>

#include "studio/grid_plan.h"
#include "studio/job_queue.h"

namespace lemnos::studio {

/// The pictures in their cells, labels above and at the left; missing ones stay empty. Null if there are none.
QImage gridPicture(const GridPlan& plan, const QList<QImage>& cells);

class GridRuns : public QObject {
    Q_OBJECT
public:
    explicit GridRuns(JobQueue& queue, QObject* parent = nullptr);

    void start(const GridPlan& plan);

Q_SIGNALS:
    void finished(const lemnos::studio::FinishedPicture& grid);

private:
    struct Run {
        GridPlan plan;
        QList<QImage> cells;
        QHash<JobId, qsizetype> waiting;  // cells by their job
    };
    void note(JobId job, const QImage& picture);

    JobQueue& m_queue;
    std::list<Run> m_runs;
};

}  // namespace lemnos::studio
