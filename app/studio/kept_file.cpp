// SPDX-License-Identifier: Apache-2.0
#include "studio/kept_file.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lemnos::studio {

void KeptFile::noteRead(const QByteArray& bytes) {
    if (bytes.isEmpty()) return;
    m_saved = bytes;
    if (const Status status = take(bytes); !status) {
        m_saved.clear();
        Q_EMIT setAsideWanted(m_path);
        Q_EMIT trouble(tr("%1 cannot be read and is kept under another name: %2")
                           .arg(m_path, QString::fromStdString(status.error().text())));
    }
}

void KeptFile::save() {
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
