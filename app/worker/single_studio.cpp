// SPDX-License-Identifier: Apache-2.0
#include "worker/single_studio.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QByteArray taken = "taken\n";
constexpr qsizetype mostBytes = 1 << 20;
constexpr std::chrono::milliseconds answerTime = std::chrono::seconds(2);

// In the folder that only the user can enter, and short: a socket's path ends at some hundred bytes.
QString addressFor(const QString& lockFile) {
    const QByteArray hash = QCryptographicHash::hash(lockFile.toUtf8(), QCryptographicHash::Sha256);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/lemnos-"_L1 +
           QString::fromLatin1(hash.toHex().left(12));
}

}  // namespace

QByteArray Invitation::toBytes() const {
    const QJsonObject object{{u"file"_s, file}, {u"prompt"_s, prompt}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';  // a line of its own
}

Invitation Invitation::fromBytes(const QByteArray& bytes) {
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    return {.file = object["file"_L1].toString(), .prompt = object["prompt"_L1].toString()};
}

SingleStudio::SingleStudio(const QString& lockFile) : m_address(addressFor(lockFile)), m_lock(lockFile) {
    QDir().mkpath(QFileInfo(lockFile).path());
    m_lock.setStaleLockTime(0);  // it is held as long as the studio runs, and a dead owner's is noticed by its process
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* const caller = m_server.nextPendingConnection()) take(caller);
    });
}

SingleStudio::Role SingleStudio::begin(const Invitation& invitation, std::chrono::milliseconds patience) {
    const QDeadlineTimer deadline(patience);
    do {
        if (m_lock.tryLock(0)) {
            listen();
            return Role::first;
        }
        if (m_lock.error() != QLockFile::LockFailedError) return Role::first;
        if (handOver(invitation, std::min(patience, answerTime))) return Role::handedOver;
        QThread::msleep(50);
    } while (!deadline.hasExpired());
    return Role::shutOut;
}

// Without an address nobody can be invited, and the lock does its work all the same.
void SingleStudio::listen() {
    QLocalServer::removeServer(m_address);  // of a studio that was killed
    m_server.listen(m_address);
}

void SingleStudio::take(QLocalSocket* caller) {
    connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
    connect(caller, &QIODevice::readyRead, this, [this, caller] {
        if (!caller->canReadLine()) {
            if (caller->bytesAvailable() > mostBytes) caller->abort();
            return;
        }
        const Invitation invitation = Invitation::fromBytes(caller->readLine());
        caller->write(taken);
        caller->disconnectFromServer();
        Q_EMIT invited(invitation);
    });
}

bool SingleStudio::handOver(const Invitation& invitation, std::chrono::milliseconds patience) const {
    QLocalSocket socket;
    socket.connectToServer(m_address);
    const int most = int(patience.count());
    if (!socket.waitForConnected(most)) return false;
    socket.write(invitation.toBytes());
    return socket.waitForBytesWritten(most) && socket.waitForReadyRead(most) && socket.readAll() == taken;
}

qint64 SingleStudio::otherProcess() const {
    qint64 process = 0;
    QString host, program;
    return m_lock.getLockInfo(&process, &host, &program) ? process : 0;
}

}  // namespace lemnos::studio
