// SPDX-License-Identifier: Apache-2.0
#include "studio/kept_file.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

void KeptFile::noteRead(const QByteArray& bytes) {
    m_saved = bytes;
    const Status status = bytes.isEmpty() ? Status() : take(bytes);
    if (status) return begin();
    m_saved.clear();
    m_isSaveWanted = true;
    Q_EMIT setAsideWanted(m_path);
    Q_EMIT trouble(tr("%1 cannot be read and is kept under another name: %2")
                       .arg(m_path, QString::fromStdString(status.error().text())));
}

void KeptFile::noteSetAside() { begin(); }

void KeptFile::noteUnreadable(const QString& message) {
    m_state = State::unreadable;
    Q_EMIT trouble(tr("%1 Nothing is written to it until the next start.").arg(message));
}

void KeptFile::begin() {
    m_state = State::kept;
    if (m_isSaveWanted) save();
}

void KeptFile::save() {
    m_isSaveWanted = true;
    if (m_state != State::kept) return;
    const QByteArray bytes = content();
    if (bytes == m_saved) return;
    m_saved = bytes;
    Q_EMIT saveWanted(m_path, bytes);
}

QString dataFile(const QString& name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/lemnos/"_L1 + name;
}

QString configurationFile(const QString& name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/Lemnos/"_L1 + name;
}

}  // namespace lemnos::studio
