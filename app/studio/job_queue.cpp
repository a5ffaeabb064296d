// SPDX-License-Identifier: Apache-2.0
#include "studio/job_queue.h"

#include <utility>

namespace lemnos::studio {

JobQueue::JobQueue(QObject* parent) : QObject(parent) { m_clock.start(); }

JobId JobQueue::enqueue(const Request& request, std::optional<CanvasTask> canvas) {
    m_waiting.push_back(Job{.id = ++m_lastId, .request = request, .cancel = {}, .canvas = std::move(canvas)});
    startNext();
    Q_EMIT changed();
    return m_lastId;
}

void JobQueue::cancelRunning() {
    if (!m_running || isCancelling()) return;
    m_running->cancel.cancel();
    Q_EMIT changed();
}

void JobQueue::cancelAll() {
    m_waiting.clear();
    if (m_running) m_running->cancel.cancel();
    Q_EMIT changed();
}

void JobQueue::pause() {
    m_paused = true;
    Q_EMIT changed();
}

void JobQueue::resume() {
    if (!m_paused) return;
    m_paused = false;
    startNext();
    Q_EMIT changed();
}

void JobQueue::startNext() {
    if (m_running || m_paused || m_waiting.empty()) return;
    m_running = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_progress = {};
    m_preview = {};
    m_estimate.start();
    Q_EMIT runWanted(*m_running);
    Q_EMIT progressChanged();
}

void JobQueue::noteCompleted(JobId job, const Request& request) {
    if (!isRunning(job)) return;
    m_running->request = request;
    Q_EMIT changed();
}

void JobQueue::noteProgress(JobId job, const Progress& progress) {
    if (!isRunning(job)) return;
    m_progress = progress;
    m_estimate.note(progress, m_clock.elapsed());
    Q_EMIT progressChanged();
}

void JobQueue::notePreview(JobId job, const QImage& preview, const QRect& place) {
    if (!isRunning(job)) return;
    m_preview = preview;
    m_previewPlace = place;
    Q_EMIT previewChanged();
}

void JobQueue::noteFinished(JobId job, const FinishedPicture& picture) {
    if (!isRunning(job)) return;
    m_estimate.finish(m_clock.elapsed());
    const Job ended = *m_running;
    endRunning();
    Q_EMIT finished(ended, picture);  // before the next one starts: a full disk found here pauses the queue
    startNext();
    Q_EMIT changed();
}

void JobQueue::noteFailed(JobId job, const Error& error) {
    if (!isRunning(job)) return;
    const Job ended = *m_running;
    endRunning();
    if (error.kind == ErrorKind::cancelled)
        Q_EMIT cancelled(ended);
    else
        Q_EMIT failed(ended, error);
    startNext();
    Q_EMIT changed();
}

void JobQueue::endRunning() {
    m_running.reset();
    m_preview = {};
}

}  // namespace lemnos::studio
