// SPDX-License-Identifier: Apache-2.0
// One file on its way from a server to the disk. It may be cut off at any moment, by the network, the user or the end
// of the studio, and goes on from there; nothing that a server says is believed before it is checked. Lives on the
// download thread; owned by Downloader; ends with exactly one of finished(), failed() and cancelled().
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "base/cancel.h"
#include "studio/download_job.h"
#include "worker/part_file.h"

class QNetworkAccessManager;
class QNetworkReply;

namespace lemnos::studio {

struct DownloadLimits {
    int stallMilliseconds = 30'000;  // without a byte, then the connection is given up
    int tries = 5;                   // in a row that brought less than `worthwhileBytes`
    int pauseMilliseconds = 1'000;   // before the second try; doubles with each
    qint64 worthwhileBytes = 1 << 20;
    qint64 spareBytes = qint64(64) << 20;                  // of the disk that stay free
    std::function<qint64(const QString&)> freeBytes = {};  // in a folder; empty asks the system
};

class Download : public QObject {
    Q_OBJECT
public:
    Download(QNetworkAccessManager& network, DownloadJob job, DownloadLimits limits, CancelToken cancel);
    ~Download() override;

    const DownloadJob& job() const { return m_job; }
    void start();
    /// What has come stays for the next time.
    void cancel();

Q_SIGNALS:
    void progressed(const lemnos::studio::DownloadProgress& progress);
    void finished();
    void failed(const QString& message);
    void cancelled();

private:
    Status prepare();
    Status checkGoal();
    Status checkSpace() const;
    void begin();
    void ask(const QUrl& url);
    void followRedirect(const QUrl& to);
    Status checkHeaders();
    Status checkRange();
    Status takeWhole();
    void take();
    void replyFinished();
    void tryAgain(const QString& reason);
    void giveUp(const Error& error);
    void complete();
    void showProgress();
    void dropReply();

    QNetworkAccessManager& m_network;
    DownloadJob m_job;
    DownloadLimits m_limits;
    CancelToken m_cancel;
    std::optional<PartFile> m_part;
    QNetworkReply* m_reply = nullptr;
    bool m_isAnswered = false;    // the headers of this reply are checked
    bool m_mayAskForRest = true;  // until a server's answer to that makes no sense
    bool m_isAlreadyThere = false;
    int m_redirects = 0;
    int m_triesLeft = 0;
    int m_pause = 0;
    std::uint64_t m_sizeBefore = 0;  // of the part, when this try began
    QTimer m_stall;
    QTimer m_again;
    QElapsedTimer m_clock;
    struct Sample {
        qint64 milliseconds;
        std::uint64_t size;
    };
    std::deque<Sample> m_samples;  // of the last seconds, for the speed
};

}  // namespace lemnos::studio
