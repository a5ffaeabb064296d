// SPDX-License-Identifier: Apache-2.0
#include "worker/hash_worker.h"

namespace lemnos::studio {

void HashWorker::hash(const QString& path) {
    const FileStamp stamp = stamp_of(path.toStdString()).value_or(FileStamp());
    const auto hashes = m_cache.hashes_of(path.toStdString(), m_cancel);
    Q_EMIT hashed(path, stamp, hashes ? QString::fromStdString(hashes->sha256) : QString());
}

}  // namespace lemnos::studio
