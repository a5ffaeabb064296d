// SPDX-License-Identifier: Apache-2.0
// The queue on the disk: what runs and waits is written at every change, with the grids that wait for their pictures,
// so that all of it is there after a restart or a crash. GUI thread; owned by StudioModel.
#pragma once

#include <QSet>
#include <QTimer>

#include "studio/grid_runs.h"
#include "studio/kept_file.h"

namespace lemnos::studio {

class QueueJournal : public KeptFile {
    Q_OBJECT
public:
    QueueJournal(JobQueue& queue, GridRuns& grids, QObject* parent = nullptr);

    /// The studio closes: what is cancelled from here on is to be there at the next start.
    void freeze();
    /// A job that is of this moment only, as in live mode.
    void leaveOut(JobId job) { m_leftOut.insert(job); }

Q_SIGNALS:
    /// What was left by the last run; it waits in the queue, which is paused.
    void restored(int jobs);

protected:
    Status take(const QByteArray& bytes) override;
    QByteArray content() const override;

private:
    bool isKept(const Job& job) const;

    JobQueue& m_queue;
    GridRuns& m_grids;
    QSet<JobId> m_leftOut;
    QTimer m_soon;  // many jobs that come at once are written once
};

}  // namespace lemnos::studio
