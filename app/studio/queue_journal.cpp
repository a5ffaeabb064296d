// SPDX-License-Identifier: Apache-2.0
#include "studio/queue_journal.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

QueueJournal::QueueJournal(JobQueue& queue, QObject* parent)
    : KeptFile(dataFile(u"queue.json"_s), parent), m_queue(queue) {
    m_soon.setSingleShot(true);
    connect(&queue, &JobQueue::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, &QueueJournal::save);
}

void QueueJournal::freeze() {
    if (m_soon.isActive()) save();
    m_soon.stop();
    disconnect(&m_queue, nullptr, &m_soon, nullptr);
}

Status QueueJournal::take(const QByteArray& bytes) {
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object() || !json.contains("jobs") || !json["jobs"].is_array())
        return bad_file("it has no list \"jobs\"");
    QList<Request> requests;
    for (const nlohmann::json& job : json["jobs"]) {
        LEMNOS_TRY(Request request, request_from_json(job));
        requests.append(std::move(request));
    }
    if (requests.isEmpty()) return {};
    // In front of what has been asked for since the start, but only when the user says so.
    m_queue.pause(Pause::byUser);
    int row = 0;
    for (const Request& request : requests) m_queue.enqueue(request, {}, row++);
    Q_EMIT restored(int(requests.size()));
    return {};
}

QByteArray QueueJournal::content() const {
    nlohmann::json jobs = nlohmann::json::array();
    const auto add = [&](const Job& job) {
        // One that was cancelled is not wanted any more.
        if (!job.canvas && !job.cancel.is_cancelled() && !m_leftOut.contains(job.id))
            jobs.push_back(to_json(job.request));
    };
    if (m_queue.running()) add(*m_queue.running());
    for (const Job& job : m_queue.waitingJobs()) add(job);
    const nlohmann::json json{{"version", 1}, {"jobs", std::move(jobs)}};
    return QByteArray::fromStdString(json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace lemnos::studio
