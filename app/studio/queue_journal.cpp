// SPDX-License-Identifier: Apache-2.0
#include "studio/queue_journal.h"

#include <QHash>

#include "studio/kept_queue.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

QueueJournal::QueueJournal(JobQueue& queue, GridRuns& grids, QObject* parent)
    : KeptFile(dataFile(u"queue.json"_s), parent), m_queue(queue), m_grids(grids) {
    m_soon.setSingleShot(true);
    connect(&queue, &JobQueue::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(&grids, &GridRuns::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, &QueueJournal::save);
}

void QueueJournal::freeze() {
    if (m_soon.isActive()) save();
    m_soon.stop();
    disconnect(&m_queue, nullptr, &m_soon, nullptr);
    disconnect(&m_grids, nullptr, &m_soon, nullptr);
}

Status QueueJournal::take(const QByteArray& bytes) {
    LEMNOS_TRY(const KeptQueue kept, keptQueueFrom(bytes));
    // In front of what has been asked for since the start, but only when the user says so.
    if (!kept.jobs.isEmpty()) m_queue.pause(Pause::byUser);
    QList<JobId> ids{0};
    for (const Job& job : kept.jobs) ids.append(m_queue.enqueue(job.request, job.canvas, int(ids.size()) - 1));
    for (Grid grid : kept.grids) {
        for (GridCell& cell : grid.cells) cell.job = ids[qsizetype(cell.job)];
        m_grids.goOn(std::move(grid));
    }
    if (!kept.jobs.isEmpty()) Q_EMIT restored(int(kept.jobs.size()));
    return kept.damage;
}

// One that was cancelled is not wanted any more; one for a document is of use once its input is on the disk.
bool QueueJournal::isKept(const Job& job) const {
    const bool hasInput = !job.canvas || !job.canvas->startsFromFiles() || !job.request.init_image.empty();
    return hasInput && !job.cancel.is_cancelled() && !m_leftOut.contains(job.id);
}

QByteArray QueueJournal::content() const {
    KeptQueue kept;
    QHash<JobId, JobId> numbers;  // in the file, by the job
    const auto add = [&](const Job& job) {
        if (!isKept(job)) return;
        kept.jobs.append(job);
        numbers.insert(job.id, JobId(kept.jobs.size()));
    };
    if (m_queue.running()) add(*m_queue.running());
    for (const Job& job : m_queue.waitingJobs()) add(job);
    kept.grids = m_grids.grids();
    for (Grid& grid : kept.grids)
        for (GridCell& cell : grid.cells) {
            cell.job = numbers.value(cell.job);
            if (!cell.entry) continue;
            // Painted, and not known to be on the disk: rather painted twice than missing in the grid.
            kept.jobs.append(Job{.id = 0, .request = cell.request, .cancel = {}, .canvas = {}});
            cell.job = JobId(kept.jobs.size());
        }
    return toBytes(kept);
}

}  // namespace lemnos::studio
