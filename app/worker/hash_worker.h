// SPDX-License-Identifier: Apache-2.0
// Computes the hashes of models when something asks for them, on a thread that yields to all others: reading 7 GB may
// take its time. What is known already comes from the cache. Made on the GUI thread and moved to the hash thread before
// any slot runs; owned by Workers.
#pragma once

#include <filesystem>

#include <QObject>
#include <QString>

#include "base/cancel.h"
#include "families/hash_cache.h"

namespace lemnos::studio {

class HashWorker : public QObject {
    Q_OBJECT
public:
    /// The token stops reading when the studio closes.
    HashWorker(std::filesystem::path cache, CancelToken cancel) : m_cache(std::move(cache)), m_cancel(cancel) {}

    void hash(const QString& path);

Q_SIGNALS:
    /// An empty hash: the file could not be read.
    void hashed(const QString& path, const lemnos::FileStamp& stamp, const QString& sha256);

private:
    HashCache m_cache;
    CancelToken m_cancel;
};

}  // namespace lemnos::studio
