// SPDX-License-Identifier: Apache-2.0
// Looks through the folders with models and stays at it: what appears, changes or goes is told. A file is opened again
// only when its size or time changed; one that cannot be read while it is being written is looked at again and again.
// Made on the GUI thread and moved to the library thread before any slot runs; owned by Workers.
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include "base/cancel.h"
#include "studio/library_entry.h"

class QFileSystemWatcher;
class QTimer;

namespace lemnos::studio {

class ModelScanner : public QObject {
    Q_OBJECT
public:
    /// The token stops a scan in the middle, when the studio closes.
    explicit ModelScanner(CancelToken cancel);
    ~ModelScanner() override;

    void scan(const QStringList& folders);
    /// Ends the watching, which belongs to the thread that it began on.
    void stop();

    /// How often a file that is being written is looked at, and for how long after its last change it counts as such.
    struct Patience {
        int lookMilliseconds = 700;
        int arrivingMilliseconds = 15'000;
    };
    void setPatience(Patience patience) { m_patience = patience; }

Q_SIGNALS:
    void found(const lemnos::studio::LibraryEntry& entry);
    void gone(const QString& path);
    void finished();
    void opened(const QString& path);  // for tests: a file is read

private:
    void startWatching();
    void look();
    LibraryEntry entryOf(const QString& path, const FileStamp& stamp);
    void forgetExcept(const QStringList& paths);
    enum class Watched { asBefore, otherFolders };
    Watched watchFolders();
    void watchUnreadable();

    CancelToken m_cancel;
    Patience m_patience;
    QStringList m_folders;
    QStringList m_watched;  // the folders, with those below them
    QHash<QString, LibraryEntry> m_known;
    QFileSystemWatcher* m_watcher = nullptr;
    QTimer* m_soon = nullptr;  // several changes are one look
};

}  // namespace lemnos::studio
