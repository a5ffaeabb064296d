// SPDX-License-Identifier: Apache-2.0
// The studio's only way to the network, and only for what the user asked for: files that are known by their hash. Made
// on the GUI thread and moved to the download thread before any slot runs; owned by Workers.
#pragma once

#include <map>
#include <memory>

#include <QNetworkAccessManager>
#include <QObject>

#include "worker/download.h"

namespace lemnos::studio {

class Downloader : public QObject {
    Q_OBJECT
public:
    /// The token ends the reading back of parts when the studio closes.
    explicit Downloader(CancelToken cancel, DownloadLimits limits = {});
    ~Downloader() override;

    /// A second wish for what is on its way already changes nothing.
    void start(const lemnos::studio::DownloadJob& job);
    void cancel(const QString& id);
    /// Ends everything; what has come stays for the next time.
    void stop();

Q_SIGNALS:
    void progressed(const QString& id, const lemnos::studio::DownloadProgress& progress);
    void finished(const QString& id);
    void failed(const QString& id, const QString& message);
    void cancelled(const QString& id);

private:
    void forget(const QString& id);

    CancelToken m_cancel;
    DownloadLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::map<QString, Download*> m_running;
};

}  // namespace lemnos::studio
