// SPDX-License-Identifier: Apache-2.0
// The jobs that wait and the one that runs, in their order. Lives on the GUI thread and
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

enum class Pause {
    byUser,
    unsaved,  // a picture could not be saved: further ones would meet the same full disk
};

class JobQueue : public QObject {
    Q_OBJECT
public:
    explicit JobQueue(QObject* parent = nullptr);

    /// `row` of those that wait; by default behind them all.
    JobId enqueue(const Request& request, std::optional<CanvasTask> canvas = {}, int row = -1);
    /// Puts one that waits at another place among them; beyond the ends is at the end.
    void move(JobId job, int row);
    /// Takes one out that waits, or cancels it if it runs.
    void remove(JobId job);
    void cancelRunning();
    void cancelAll();
    /// A paused queue finishes the running job and starts no other. It goes on when every reason has gone.
    void pause(Pause reason);
    void resume(Pause reason);
    void resume();

    const std::optional<Job>& running() const { return m_running; }
    bool isCancelling() const { return m_running && m_running->cancel.is_cancelled(); }
    bool isPaused() const { return m_isPausedByUser || m_hasUnsaved; }
    bool isPaused(Pause reason) const { return reason == Pause::byUser ? m_isPausedByUser : m_hasUnsaved; }
    int waiting() const { return int(m_waiting.size()); }
    const std::deque<Job>& waitingJobs() const { return m_waiting; }
    /// Rows for a list: the running job, then those that wait.
    int size() const { return waiting() + (m_running ? 1 : 0); }
    const Job& at(int row) const;
    const Progress& progress() const { return m_progress; }
    const QImage& preview() const { return m_preview; }
    QRect previewPlace() const { return m_previewPlace; }
    std::optional<double> remainingSeconds() const { return m_estimate.remaining(m_clock.elapsed()); }

    /// What these jobs for the document start from was written to these files; empty without a mask.
    void noteInput(const QList<JobId>& jobs, const QString& picture, const QString& mask);
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
    /// There will be no picture of this job: it failed, was cancelled or taken out.
    void dropped(lemnos::studio::JobId job);

    void rowAboutToBeInserted(int row);
    void rowInserted();
    void rowAboutToBeRemoved(int row);
    void rowRemoved();
    void rowAboutToBeMoved(int from, int to);  // `to` as it is afterwards
    void rowMoved();
    void rowChanged(int row);

private:
    bool isRunning(JobId job) const { return m_running && m_running->id == job; }
    bool& flagOf(Pause reason) { return reason == Pause::byUser ? m_isPausedByUser : m_hasUnsaved; }
    int waitingRow(JobId job) const;  // among those that wait; -1 if it does not
    void takeOut(int waitingRow);
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
    bool m_isPausedByUser = false;
    bool m_hasUnsaved = false;
};

}  // namespace lemnos::studio
