// SPDX-License-Identifier: Apache-2.0
#include "studio/live_mode.h"

#include <chrono>
#include <utility>

#include "studio/request_model.h"
#include "studio/workspace.h"

using namespace std::chrono_literals;

namespace lemnos::studio {
namespace {

constexpr auto pause = 40ms;  // between keys of one word: shorter than anybody waits, longer than a burst of events

}  // namespace

LiveMode::LiveMode(RequestModel& request, Workspace& workspace, JobQueue& queue, QObject* parent)
    : QObject(parent), m_queue(queue) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &LiveMode::startIfFree);
    connect(&queue, &JobQueue::changed, this, &LiveMode::startIfFree);
    connect(&request, &RequestModel::changed, this, &LiveMode::restart);
    connect(&workspace, &Workspace::actionChanged, this, &LiveMode::restart);
    connect(&workspace.document(), &Document::changed, this, [this, &workspace](const DocumentChange& change) {
        constexpr auto seen =
            DocumentChange::picture | DocumentChange::masks | DocumentChange::selection | DocumentChange::generationBox;
        if (workspace.page() == Workspace::Page::canvas && change.aspects & seen) restart();
    });
}

void LiveMode::setOn(bool isOn) {
    if (isOn == m_isOn) return;
    m_isOn = isOn;
    if (isOn) {
        restart();
    } else {
        giveWay();
        m_isStale = false;
        m_soon.stop();
        m_shown.reset();
    }
    Q_EMIT changed();
}

void LiveMode::restart() {
    if (!m_isOn) return;
    m_isStale = true;
    giveWay();
    m_soon.start();
    Q_EMIT changed();
}

void LiveMode::giveWay() {
    if (m_job != 0 && m_queue.running() && m_queue.running()->id == m_job) m_queue.cancelRunning();
}

void LiveMode::startIfFree() {
    const bool isFree = !m_queue.running() && m_queue.waiting() == 0 && !m_queue.isPaused();
    if (!m_isOn || !m_isStale || !isFree || m_soon.isActive()) return;
    m_isStale = false;
    Q_EMIT runWanted();
}

void LiveMode::noteStarted(JobId job) {
    m_job = job;
    Q_EMIT changed();
}

void LiveMode::noteFinished(const Job& job, const FinishedPicture& picture) {
    m_job = 0;
    if (m_isOn) m_shown = Shown{job, picture};
    Q_EMIT changed();
}

void LiveMode::noteEnded() {
    m_job = 0;
    Q_EMIT changed();
}

std::optional<LiveMode::Shown> LiveMode::take() {
    auto taken = std::exchange(m_shown, {});
    Q_EMIT changed();
    return taken;
}

}  // namespace lemnos::studio
