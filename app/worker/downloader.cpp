// SPDX-License-Identifier: Apache-2.0
#include "worker/downloader.h"

namespace lemnos::studio {

Downloader::Downloader(CancelToken cancel, DownloadLimits limits)
    : m_cancel(std::move(cancel)), m_limits(std::move(limits)) {}

Downloader::~Downloader() = default;

void Downloader::start(const DownloadJob& job) {
    if (m_running.contains(job.id)) return;
    if (!m_network) m_network = std::make_unique<QNetworkAccessManager>();
    auto* const download = new Download(*m_network, job, m_limits, m_cancel);
    m_running.emplace(job.id, download);
    connect(download, &Download::progressed, this,
            [this, id = job.id](const DownloadProgress& progress) { Q_EMIT progressed(id, progress); });
    connect(download, &Download::finished, this, [this, id = job.id] {
        forget(id);
        Q_EMIT finished(id);
    });
    connect(download, &Download::failed, this, [this, id = job.id](const QString& message) {
        forget(id);
        Q_EMIT failed(id, message);
    });
    connect(download, &Download::cancelled, this, [this, id = job.id] {
        forget(id);
        Q_EMIT cancelled(id);
    });
    download->start();
}

void Downloader::forget(const QString& id) {
    const auto running = m_running.find(id);
    if (running == m_running.end()) return;
    running->second->deleteLater();  // it is the one that speaks
    m_running.erase(running);
}

void Downloader::cancel(const QString& id) {
    const auto running = m_running.find(id);
    if (running != m_running.end()) running->second->cancel();
}

void Downloader::stop() {
    for (const auto& [id, download] : m_running) delete download;
    m_running.clear();
    m_network.reset();
}

}  // namespace lemnos::studio
