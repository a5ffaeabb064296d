// SPDX-License-Identifier: Apache-2.0
#include "worker/index_inspector.h"

#include <QFile>

#include "gallery/picture_index.h"

namespace lemnos::studio {

void IndexInspector::inspect(const QString& copy) {
    const Status status = PictureIndex::inspect(copy);
    for (const char* part : {"", "-wal", "-shm"})
        QFile::remove(copy + QLatin1StringView(part));  // of a damaged one too
    const bool isDamaged = !status && status.error().kind == ErrorKind::bad_file;
    Q_EMIT inspected(copy, status ? IndexVerdict::sound : isDamaged ? IndexVerdict::damaged : IndexVerdict::unknown);
}

}  // namespace lemnos::studio
