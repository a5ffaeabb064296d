// SPDX-License-Identifier: Apache-2.0
#include "studio/job_queue.h"

#include <algorithm>
#include <utility>

namespace lemnos::studio {

JobQueue::JobQueue(QObject* parent) : QObject(parent) { m_clock.start(); }

JobId JobQueue::enqueue(const Request& request, std::optional<CanvasTask> canvas, int row) {
    if (row < 0 || row > waiting()) row = waiting();
    Q_EMIT rowAboutToBeInserted(row + (m_running ? 1 : 0));
    m_waiting.insert(m_waiting.begin() + row,
                     Job{.id = ++m_lastId, .request = request, .cancel = {}, .canvas = std::move(canvas)});
    Q_EMIT rowInserted();
    const JobId id = m_lastId;
    startNext();
    Q_EMIT changed();
    return id;
}

const Job& JobQueue::at(int row) const {
    if (!m_running) return m_waiting[std::size_t(row)];
    return row == 0 ? *m_running : m_waiting[std::size_t(row - 1)];
}

int JobQueue::waitingRow(JobId job) const {
    const auto found = std::ranges::find(m_waiting, job, &Job::id);
    return found == m_waiting.end() ? -1 : int(found - m_waiting.begin());
}

void JobQueue::move(JobId job, int row) {
    const int from = waitingRow(job);
    row = std::clamp(row, 0, waiting() - 1);
    if (from < 0 || from == row) return;
    const int ahead = m_running ? 1 : 0;
    Q_EMIT rowAboutToBeMoved(from + ahead, row + ahead);
    Job moved = std::move(m_waiting[std::size_t(from)]);
    m_waiting.erase(m_waiting.begin() + from);
    m_waiting.insert(m_waiting.begin() + row, std::move(moved));
    Q_EMIT rowMoved();
    Q_EMIT changed();
}

void JobQueue::remove(JobId job) {
    if (isRunning(job)) return cancelRunning();
    if (const int row = waitingRow(job); row >= 0) {
        takeOut(row);
        Q_EMIT changed();
    }
}

void JobQueue::takeOut(int waitingRow) {
    const JobId job = m_waiting[std::size_t(waitingRow)].id;
    Q_EMIT rowAboutToBeRemoved(waitingRow + (m_running ? 1 : 0));
    m_waiting.erase(m_waiting.begin() + waitingRow);
    Q_EMIT rowRemoved();
    Q_EMIT dropped(job);
}

void JobQueue::cancelRunning() {
    if (!m_running || isCancelling()) return;
    m_running->cancel.cancel();
    Q_EMIT rowChanged(0);
    Q_EMIT changed();
}

void JobQueue::cancelAll() {
    while (!m_waiting.empty()) takeOut(waiting() - 1);
    if (m_running) m_running->cancel.cancel();
    Q_EMIT changed();
}

void JobQueue::pause(Pause reason) {
    flagOf(reason) = true;
    Q_EMIT changed();
}

void JobQueue::resume(Pause reason) {
    if (!isPaused(reason)) return;
    flagOf(reason) = false;
    startNext();
    Q_EMIT changed();
}

void JobQueue::resume() {
    resume(Pause::byUser);
    resume(Pause::unsaved);
}

void JobQueue::startNext() {
    if (m_running || isPaused() || m_waiting.empty()) return;
    m_running = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_progress = {};
    m_preview = {};
    m_estimate.start();
    Q_EMIT rowChanged(0);
    Q_EMIT runWanted(*m_running);
    Q_EMIT progressChanged();
}

void JobQueue::noteInput(const QList<JobId>& jobs, const QString& picture, const QString& mask) {
    const auto name = [&](Job& job) {
        if (!jobs.contains(job.id)) return;
        job.request.init_image = picture.toStdString();
        job.request.mask = mask.toStdString();
    };
    std::ranges::for_each(m_waiting, name);
    if (m_running) name(*m_running);
    Q_EMIT changed();
}

void JobQueue::noteCompleted(JobId job, const Request& request) {
    if (!isRunning(job)) return;
    m_running->request = request;
    Q_EMIT rowChanged(0);
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
    Q_EMIT dropped(job);
    if (error.kind == ErrorKind::cancelled)
        Q_EMIT cancelled(ended);
    else
        Q_EMIT failed(ended, error);
    startNext();
    Q_EMIT changed();
}

void JobQueue::endRunning() {
    Q_EMIT rowAboutToBeRemoved(0);
    m_running.reset();
    Q_EMIT rowRemoved();
    m_preview = {};
}

}  // namespace lemnos::studio
