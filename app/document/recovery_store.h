// SPDX-License-Identifier: Apache-2.0
// What survives a crash: each open document has a slot in a folder, with its last snapshot and a lock that says whose
// it is. A slot that is closed leaves nothing; one whose process died is found again. The store belongs to the studio;
// a snapshot (Contents are copied cheaply) may be written on another thread, one at a time for each slot.
#pragma once

#include <memory>

#include <QDateTime>
#include <QLockFile>

#include "document/open_raster.h"

namespace lemnos::studio {

class RecoverySlot {
public:
    /// The lock goes, the snapshot stays: as after a crash.
    ~RecoverySlot();
    RecoverySlot(const RecoverySlot&) = delete;
    RecoverySlot& operator=(const RecoverySlot&) = delete;

    /// `title` and `path` (empty if it was never saved) are for the list after a crash.
    Status write(const Contents& contents, const QString& title, const QString& path);
    Result<OpenedDocument> read() const;
    /// The document was saved or given up: removes every trace of it.
    void close();

private:
    friend class RecoveryStore;
    RecoverySlot(const QString& stem, std::unique_ptr<QLockFile> lock) : m_stem(stem), m_lock(std::move(lock)) {}

    QString m_stem;  // of its files
    std::unique_ptr<QLockFile> m_lock;
};

struct Recoverable {
    QString id;
    QString title;
    QString path;  // of the file it came from, or empty
    QDateTime written;
};

class RecoveryStore {
public:
    /// `folder` is made when it is needed.
    explicit RecoveryStore(QString folder) : m_folder(std::move(folder)) {}

    /// For a document that is being worked on.
    Result<std::unique_ptr<RecoverySlot>> begin() const;
    /// What processes left that live no more, the latest first.
    QList<Recoverable> abandoned() const;
    /// Takes over one of these, to read() it and go on, or to close() it. Another process may have been quicker.
    Result<std::unique_ptr<RecoverySlot>> take(const QString& id) const;

private:
    QString m_folder;
};

}  // namespace lemnos::studio
