// SPDX-License-Identifier: Apache-2.0
// The user's collection of models: what lies in the models folder and in the folders that were added to it, sorted by
// name. GUI thread; owned by StudioModel. It touches no file: it says what is wanted (a scan, a hash) and is told by
// app/worker what was found, as it is found.
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include "families/hash_cache.h"
#include "studio/library_entry.h"

namespace lemnos::studio {

class ModelLibrary : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Where dropped files go: lemnos/models in the user's data folder.
    static QString folder();

    int size() const { return int(m_entries.size()); }
    const LibraryEntry& at(int row) const { return m_entries[row]; }
    const LibraryEntry* find(const QString& path) const;
    /// The checkpoint that a file name, without its folder, stands for; null where none or several are called so.
    const LibraryEntry* findByName(const QString& fileName) const;
    bool isScanning() const { return m_isScanning; }

    /// Looks through the user's folders and these. What did not change is not read again.
    void scan(const QStringList& furtherFolders);
    /// Once more, because something may have changed.
    void rescan() { scan(m_furtherFolders); }

    /// Whether a path lies in one of the folders that are looked through.
    bool covers(const QString& path) const;

    /// The SHA-256 of a file of the library: asked for when it is not known, and then told by hashKnown().
    QString sha256(const QString& path);

    // Told by app/worker:
    void noteFound(const lemnos::studio::LibraryEntry& entry);
    void noteGone(const QString& path);
    void noteScanned();
    void noteHash(const QString& path, const lemnos::FileStamp& stamp, const QString& sha256);

Q_SIGNALS:
    void scanWanted(const QStringList& folders);
    void hashWanted(const QString& path);
    void hashKnown(const QString& path);
    void scanned();

    void rowAboutToBeInserted(int row);
    void rowInserted();
    void rowAboutToBeRemoved(int row);
    void rowRemoved();
    void rowChanged(int row);

private:
    struct KnownHash {
        FileStamp stamp;
        QString sha256;
    };

    int rowOf(const QString& path) const;

    QList<LibraryEntry> m_entries;  // by name, then path
    QStringList m_furtherFolders;
    QStringList m_folders;  // all that are looked through
    QHash<QString, KnownHash> m_hashes;
    QSet<QString> m_hashing;
    bool m_isScanning = false;
};

/// "dreams" of ".../dreams.safetensors"; of folders their name.
QString modelName(const QString& path);

}  // namespace lemnos::studio
