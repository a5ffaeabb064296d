// SPDX-License-Identifier: Apache-2.0
#include "worker/download.h"

#include <algorithm>
#include <cmath>

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QStorageInfo>

#include "formats/messages.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr qint64 bufferBytes = 4 << 20;
constexpr int progressMilliseconds = 150;
constexpr int speedMilliseconds = 5'000;  // the speed is that of so long
constexpr int longestPause = 30'000;
constexpr int mostRedirects = 10;

bool isLoopback(const QUrl& url) { return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback(); }

int statusOf(const QNetworkReply& reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

/// By what the server can tell whether its file is still the same. A weak ETag promises too little for that.
std::string validatorOf(const QNetworkReply& reply) {
    const QByteArray tag = reply.rawHeader("ETag").trimmed();
    if (tag.startsWith('"')) return tag.toStdString();
    return reply.rawHeader("Last-Modified").trimmed().toStdString();
}

/// Whether asking again may help.
bool mayPass(int status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

std::unexpected<Error> otherSize(const DownloadJob& job, qint64 bytes) {
    return bad_file("{}: the server's file has {} bytes, not {}; it has changed, and nothing was taken from it",
                    QFileInfo(job.goal).fileName().toStdString(), grouped(std::uint64_t(bytes)),
                    grouped(std::uint64_t(job.bytes)));
}

}  // namespace

Download::Download(QNetworkAccessManager& network, DownloadJob job, DownloadLimits limits, CancelToken cancel)
    : m_network(network), m_job(std::move(job)), m_limits(std::move(limits)), m_cancel(std::move(cancel)) {
    m_stall.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        tryAgain(tr("nothing came for %1 seconds").arg(std::lround(m_limits.stallMilliseconds / 1000.0)));
    });
    connect(&m_again, &QTimer::timeout, this, &Download::begin);
}

Download::~Download() { dropReply(); }

void Download::start() {
    m_triesLeft = m_limits.tries;
    m_pause = m_limits.pauseMilliseconds;
    m_clock.start();
    if (const Status ready = prepare(); !ready) return giveUp(ready.error());
    if (m_isAlreadyThere) {
        Q_EMIT finished();
    } else if (m_part->isComplete()) {
        complete();  // the studio was ended between the last byte and the name
    } else {
        begin();
    }
}

Status Download::prepare() {
    if (m_job.url.scheme() != "https"_L1 && !(m_job.url.scheme() == "http"_L1 && isLoopback(m_job.url)))
        return invalid("{} is not an https address", m_job.url.toString().toStdString());
    const QString folder = QFileInfo(m_job.goal).path();
    if (!QDir().mkpath(folder)) return io_error("{}: the folder cannot be made", folder.toStdString());
    LEMNOS_CHECK(checkGoal());
    if (m_isAlreadyThere) return {};
    LEMNOS_TRY(
        PartFile part,
        PartFile::open({m_job.goal.toStdString(), std::uint64_t(m_job.bytes), m_job.sha256.toStdString()}, m_cancel));
    m_part.emplace(std::move(part));
    return checkSpace();
}

// A file of that name stays what it is: either it is what is wanted, or the user must decide.
Status Download::checkGoal() {
    if (!QFileInfo::exists(m_job.goal)) return {};
    LEMNOS_TRY(const MappedFile file, MappedFile::open(m_job.goal.toStdString()));
    if (file.size() == std::uint64_t(m_job.bytes)) {
        LEMNOS_TRY(const std::string sha256, sha256_of_file(file, 0, m_cancel));
        m_isAlreadyThere = sha256 == m_job.sha256.toStdString();
    }
    if (m_isAlreadyThere) return {};
    return io_error("{}: is already there with another content; rename or remove it first", m_job.goal.toStdString());
}

Status Download::checkSpace() const {
    const QString folder = QFileInfo(m_job.goal).path();
    const qint64 free = m_limits.freeBytes ? m_limits.freeBytes(folder) : QStorageInfo(folder).bytesAvailable();
    const qint64 needed = m_job.bytes - qint64(m_part->size()) + m_limits.spareBytes;
    if (free < 0 || free >= needed) return {};  // negative: the system does not tell
    return io_error("{}: the disk has {:.1f} GB free, {:.1f} GB are needed", folder.toStdString(), double(free) / 1e9,
                    double(needed) / 1e9);
}

void Download::begin() {
    m_redirects = 0;
    if (!m_mayAskForRest && m_part->size() > 0)
        if (const Status emptied = m_part->restart(); !emptied) return giveUp(emptied.error());
    m_sizeBefore = m_part->size();
    ask(m_job.url);
}

void Download::ask(const QUrl& url) {
    dropReply();
    m_isAnswered = false;
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Accept-Encoding", "identity");  // ranges count the bytes of the file itself
    request.setHeader(QNetworkRequest::UserAgentHeader, u"lemnos/" LEMNOS_VERSION ""_s);
    if (m_part->size() > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(quint64(m_part->size())) + '-');
        if (!m_part->validator().empty())
            request.setRawHeader("If-Range", QByteArray::fromStdString(m_part->validator()));
    }
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::take);
    connect(m_reply, &QNetworkReply::finished, this, &Download::replyFinished);
    m_stall.start(m_limits.stallMilliseconds);
}

// The address that was wanted is asked again with every try: where it leads to may hold for minutes only.
void Download::followRedirect(const QUrl& to) {
    const QUrl url = m_reply->url().resolved(to);
    const bool isTest = isLoopback(m_job.url) && isLoopback(url) && url.scheme() == "http"_L1;
    if (++m_redirects > mostRedirects)
        return giveUp(Error{ErrorKind::io,
                            fmt::format("{}: the server sends on and on, to no file", m_job.url.host().toStdString()),
                            {}});
    if (url.scheme() == "https"_L1 || isTest) return ask(url);
    giveUp(Error{ErrorKind::io,
                 fmt::format("the server sends on to {}, which is not secure", in_quotes(url.toString().toStdString())),
                 {}});
}

Status Download::checkHeaders() {
    LEMNOS_CHECK(statusOf(*m_reply) == 206 ? checkRange() : takeWhole());
    return m_part->setValidator(validatorOf(*m_reply));
}

Status Download::checkRange() {
    static const QRegularExpression pattern(u"^bytes (\\d+)-(\\d+)/(\\d+|\\*)$"_s);
    const auto match = pattern.match(QString::fromLatin1(m_reply->rawHeader("Content-Range").trimmed()));
    const QString total = match.captured(3);
    if (match.hasMatch() && total != "*"_L1 && total.toLongLong() != m_job.bytes)
        return otherSize(m_job, total.toLongLong());
    if (match.hasMatch() && match.captured(1).toULongLong() == m_part->size()) return {};
    m_mayAskForRest = false;
    return io_error("the server sends another part of the file than it was asked for");
}

// The server begins at the first byte: because it was asked to, because the file is not the same any more, or because
// it knows no ranges.
Status Download::takeWhole() {
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (length.isValid() && length.toLongLong() != m_job.bytes) return otherSize(m_job, length.toLongLong());
    return m_part->size() > 0 ? m_part->restart() : Status();
}

void Download::take() {
    const int status = statusOf(*m_reply);
    if (status != 200 && status != 206) return;  // a page that says what is wrong
    if (!m_isAnswered) {
        m_isAnswered = true;
        if (const Status checked = checkHeaders(); !checked)
            return checked.error().kind == ErrorKind::io && !m_mayAskForRest
                       ? tryAgain(QString::fromStdString(checked.error().text()))
                       : giveUp(checked.error());
    }
    m_stall.start(m_limits.stallMilliseconds);
    while (m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(bufferBytes / 16);
        if (m_part->size() + std::uint64_t(bytes.size()) > std::uint64_t(m_job.bytes)) {
            static_cast<void>(m_part->restart());
            return giveUp(otherSize(m_job, m_job.bytes + 1).error());
        }
        if (const Status written = m_part->append(std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size()))));
            !written)
            return giveUp(written.error());
    }
    showProgress();
}

void Download::replyFinished() {
    QNetworkReply* const reply = m_reply;
    take();                        // what came with the end
    if (m_reply != reply) return;  // and it was the end of everything
    if (m_part->isComplete()) return complete();
    const int status = statusOf(*reply);
    if (const QUrl to = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl(); !to.isEmpty())
        return followRedirect(to);
    if (status == 416 && m_mayAskForRest) {
        m_mayAskForRest = false;
        return tryAgain(tr("the server does not have the rest of the file"));
    }
    if (status >= 400 && !mayPass(status))
        return giveUp(
            Error{ErrorKind::io,
                  fmt::format("{}: the server answers {} {}", m_job.url.host().toStdString(), status,
                              reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString().toStdString()),
                  {}});
    if (reply->error() == QNetworkReply::SslHandshakeFailedError)
        return giveUp(Error{ErrorKind::io, reply->errorString().toStdString(), {}});
    if (reply->error() != QNetworkReply::NoError) return tryAgain(reply->errorString());
    tryAgain(tr("the server ended after %1 of %2 bytes")
                 .arg(QString::fromStdString(grouped(m_part->size())),
                      QString::fromStdString(grouped(std::uint64_t(m_job.bytes)))));
}

void Download::tryAgain(const QString& reason) {
    dropReply();
    m_samples.clear();
    if (m_part->size() >= m_sizeBefore + std::uint64_t(m_limits.worthwhileBytes)) {
        m_triesLeft = m_limits.tries;
        m_pause = m_limits.pauseMilliseconds;
    } else if (--m_triesLeft <= 0) {
        return giveUp(Error{ErrorKind::io,
                            fmt::format("{}: {}. What has come is kept; download again to go on",
                                        QFileInfo(m_job.goal).fileName().toStdString(), reason.toStdString()),
                            {}});
    }
    Q_EMIT progressed(
        {.received = qint64(m_part->size()), .total = m_job.bytes, .bytesPerSecond = 0, .waiting = reason});
    m_again.start(m_pause);
    m_pause = std::min(2 * m_pause, longestPause);
}

void Download::complete() {
    dropReply();
    if (const Status done = m_part->finish(); !done) return giveUp(done.error());
    m_part.reset();
    Q_EMIT finished();
}

void Download::giveUp(const Error& error) {
    dropReply();
    m_again.stop();
    m_part.reset();
    if (error.kind == ErrorKind::cancelled)
        Q_EMIT cancelled();
    else
        Q_EMIT failed(QString::fromStdString(error.text()));
}

void Download::cancel() { giveUp(Error{ErrorKind::cancelled, "cancelled", {}}); }

void Download::dropReply() {
    m_stall.stop();
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->deleteLater();  // which ends it; abort() must not be called from what it says itself
    m_reply = nullptr;
}

void Download::showProgress() {
    const qint64 now = m_clock.elapsed();
    if (!m_samples.empty() && now - m_samples.back().milliseconds < progressMilliseconds) return;
    m_samples.push_back({now, m_part->size()});
    while (m_samples.size() > 2 && now - m_samples.front().milliseconds > speedMilliseconds) m_samples.pop_front();
    const Sample& first = m_samples.front();
    const double seconds = double(now - first.milliseconds) / 1000;
    Q_EMIT progressed({.received = qint64(m_part->size()),
                       .total = m_job.bytes,
                       .bytesPerSecond = seconds > 0 ? double(m_part->size() - first.size) / seconds : 0,
                       .waiting = {}});
}

}  // namespace lemnos::studio
