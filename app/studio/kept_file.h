// SPDX-License-Identifier: Apache-2.0
// Something small that outlives the program: a file that is read once at the start and written whenever its content
// changes. It touches no disk: it says what is wanted, and app/worker reads and writes by the save protocol. A file
// that cannot be understood is set aside under another name, never overwritten. GUI thread; owned by StudioModel.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include "base/result.h"

namespace lemnos::studio {

class KeptFile : public QObject {
    Q_OBJECT
public:
    KeptFile(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {}

    QString path() const { return m_path; }

    // Told by app/worker:
    void noteRead(const QByteArray& bytes);  // empty where there is no file yet
    /// It is there and cannot be read, or not be set aside: nothing is written over it while the studio runs.
    void noteUnreadable(const QString& message);
    void noteSetAside();
    void noteFailed(const QString& message) { Q_EMIT trouble(message); }

Q_SIGNALS:
    void saveWanted(const QString& path, const QByteArray& bytes);
    void setAsideWanted(const QString& path);
    void trouble(const QString& message);

protected:
    /// Takes over what was kept, beside what has come since the start; with an error, what of it can be read.
    virtual Status take(const QByteArray& bytes) = 0;
    virtual QByteArray content() const = 0;
    /// Writes the content, unless it is what was written last; not before what was kept is taken over.
    void save();

private:
    enum class State { unread, kept, unreadable };
    void begin();

    QString m_path;
    QByteArray m_saved;
    State m_state = State::unread;
    bool m_isSaveWanted = false;  // since before it was read
};

/// lemnos/`name` in the user's data folder; Lemnos/`name` in that of the configuration.
QString dataFile(const QString& name);
QString configurationFile(const QString& name);

}  // namespace lemnos::studio
