// SPDX-License-Identifier: Apache-2.0
// Painting while the user types and draws: each change cancels the live run and starts another, and the latest result
// stands in for a picture until the user takes it. Live runs give way to jobs that were asked for, keep the seed, and
// leave nothing in the gallery unless taken. GUI thread; owned by StudioModel, which makes the jobs.
#pragma once

#include <optional>

#include <QObject>
#include <QTimer>

#include "studio/job_queue.h"

namespace lemnos::studio {

class RequestModel;
class Workspace;

class LiveMode : public QObject {
    Q_OBJECT
public:
    LiveMode(RequestModel& request, Workspace& workspace, JobQueue& queue, QObject* parent = nullptr);

    bool isOn() const { return m_isOn; }
    void setOn(bool isOn);
    /// A live run is under way or about to start.
    bool isBusy() const { return m_isOn && (m_job != 0 || m_isStale); }
    bool owns(JobId job) const { return job != 0 && job == m_job; }
    /// The latest result, with the job it came of.
    struct Shown {
        Job job;
        FinishedPicture picture;
    };
    const std::optional<Shown>& shown() const { return m_shown; }
    /// It became a picture of its own.
    std::optional<Shown> take();
    /// Lets the queue have the engine at once.
    void giveWay();

    void noteStarted(JobId job);
    void noteFinished(const Job& job, const FinishedPicture& picture);
    void noteEnded();

Q_SIGNALS:
    void changed();
    void runWanted();

private:
    void restart();
    void startIfFree();

    JobQueue& m_queue;
    QTimer m_soon;
    JobId m_job = 0;
    bool m_isOn = false;
    bool m_isStale = false;  // something changed since the last run began
    std::optional<Shown> m_shown;
};

}  // namespace lemnos::studio
