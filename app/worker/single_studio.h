// SPDX-License-Identifier: Apache-2.0
// One studio at a time for a user's data: two would overwrite each other's queue, styles and prompts. The first holds a
// lock file and listens; one that starts later hands over what it was asked to open, and ends. Owned by main, on the
// GUI thread, as the first of all things, so that the lock is given back when everything is written.
#pragma once

#include <chrono>

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

namespace lemnos::studio {

/// What a start of the program asks for.
struct Invitation {
    QString file;    // to be opened, an absolute path; empty for none
    QString prompt;  // to be painted; empty for none

    QByteArray toBytes() const;
    static Invitation fromBytes(const QByteArray& bytes);
    friend bool operator==(const Invitation&, const Invitation&) = default;
};

class SingleStudio : public QObject {
    Q_OBJECT
public:
    enum class Role {
        first,       // this one is the studio
        handedOver,  // another one is, and has taken the invitation
        shutOut      // another one is, and does not answer
    };

    /// `lockFile` lies with the data that the studios would share; its folder is made where it is missing.
    explicit SingleStudio(const QString& lockFile);

    /// Waits so long for a studio that is just starting or ending. Data that cannot be written needs no guard: the
    /// answer is Role::first.
    Role begin(const Invitation& invitation, std::chrono::milliseconds patience = std::chrono::seconds(10));
    /// Takes no more invitations: the studio is about to end.
    void end() { m_server.close(); }
    /// The process that holds the lock, for a message; 0 if it is not known.
    qint64 otherProcess() const;

Q_SIGNALS:
    /// Somebody started the program again.
    void invited(const lemnos::studio::Invitation& invitation);

private:
    void listen();
    void take(QLocalSocket* caller);
    bool handOver(const Invitation& invitation, std::chrono::milliseconds patience) const;

    QString m_address;  // of the socket
    QLockFile m_lock;
    QLocalServer m_server;
};

}  // namespace lemnos::studio
