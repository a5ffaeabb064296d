// SPDX-License-Identifier: Apache-2.0
// The jobs that wait and the one that runs, in the order in which they were asked for. Lives on the GUI thread and
// knows no thread: it says whose turn it is (`runWanted`), and whoever renders tells it back through the note*
// functions. Answers for a job that is no longer running are ignored.
#pragma once

#include <deque>
#include <optional>

#include <QElapsedTimer>
#include <QObject>

#include "studio/job.h"
#include "studio/time_estimate.h"

namespace lemnos::studio {

class JobQueue : public QObject {
    Q_OBJECT
public:
    explicit JobQueue(QObject* parent = nullptr);

    JobId enqueue(const Request& request, std::optional<CanvasTask> canvas = {});
    void cancelRunning();
    void cancelAll();
    /// A paused queue finishes the running job and starts no other.
    void pause();
    void resume();

    const std::optional<Job>& running() const { return m_running; }
    bool isCancelling() const { return m_running && m_running->cancel.is_cancelled(); }
    bool isPaused() const { return m_paused; }
    int waiting() const { return int(m_waiting.size()); }
    const Progress& progress() const { return m_progress; }
    const QImage& preview() const { return m_preview; }
    QRect previewPlace() const { return m_previewPlace; }
    std::optional<double> remainingSeconds() const { return m_estimate.remaining(m_clock.elapsed()); }

    /// The running job's request with its defaults filled in.
    void noteCompleted(JobId job, const Request& request);
    void noteProgress(JobId job, const Progress& progress);
    /// `place` of the document, for a job that paints a part of it.
    void notePreview(JobId job, const QImage& preview, const QRect& place = {});
    void noteFinished(JobId job, const FinishedPicture& picture);
    void noteFailed(JobId job, const Error& error);

Q_SIGNALS:
    void runWanted(const lemnos::studio::Job& job);
    void changed();  // what runs, how many wait
    void progressChanged();
    void previewChanged();
    void finished(const lemnos::studio::Job& job, const lemnos::studio::FinishedPicture& picture);
    void failed(const lemnos::studio::Job& job, const lemnos::Error& error);
    void cancelled(const lemnos::studio::Job& job);

private:
    bool isRunning(JobId job) const { return m_running && m_running->id == job; }
    void startNext();
    void endRunning();

    std::deque<Job> m_waiting;
    std::optional<Job> m_running;
    Progress m_progress;
    QImage m_preview;
    QRect m_previewPlace;
    TimeEstimate m_estimate;
    QElapsedTimer m_clock;
    JobId m_lastId = 0;
    bool m_paused = false;
};

}  // namespace lemnos::studio
