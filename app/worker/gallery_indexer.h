// SPDX-License-Identifier: Apache-2.0
// Keeps the index of the gallery folder true and answers what is asked of it. At the start every folder is compared
// with the index by names, sizes and times; afterwards folders that change are looked at again. Files are read in
// portions, so that questions come in between. Made on the GUI thread and moved to the index thread before any slot
// runs; owned by Workers. A damaged index is made anew without being asked.
#pragma once

#include <memory>

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

#include "base/cancel.h"
#include "worker/gallery_store.h"
#include "worker/index_inspector.h"
#include "worker/picture_description.h"

class QFileSystemWatcher;
class QTimer;

namespace lemnos::studio {

class GalleryIndexer : public QObject {
    Q_OBJECT
public:
    /// The token stops a scan in the middle, when the studio closes.
    GalleryIndexer(QString indexFolder, CancelToken closing);
    ~GalleryIndexer() override;

    void open(const QString& galleryFolder);
    /// The number comes back with the answer, so that one that is overtaken can be told.
    void find(int number, const PictureQuery& query);
    void read(const QList<PictureId>& ids);
    /// The same for one who waits: the number comes back, whatever happens.
    void fetch(int number, const QList<PictureId>& ids);
    void mark(const QList<PictureId>& ids, const MarkChange& change);
    /// Looks at once at a folder whose files were changed by the studio itself.
    void lookAt(const QString& path);
    /// The answer to inspectionWanted().
    void noteInspected(const QString& copy, IndexVerdict verdict);
    /// Ends what belongs to the thread that it began on.
    void stop();

Q_SIGNALS:
    /// The index begins anew: ids that were told mean nothing any more.
    void madeAnew();
    void found(int number, const QList<lemnos::studio::PictureId>& ids);
    void wasRead(const QList<lemnos::studio::IndexedPicture>& pictures);
    void fetched(int number, const QList<lemnos::studio::IndexedPicture>& pictures);
    /// Pictures or marks are others; while many files are read, every half a second.
    void changed(const lemnos::studio::Facets& facets);
    void gone(const QStringList& paths);
    /// So many files are still to be read; 0 ends a scan.
    void progressed(int unread);
    /// A copy of the index lies there to be read for damage, once a day when there is nothing else to do.
    void inspectionWanted(const QString& copy);
    void noticed(const QString& text);

private:
    struct Unread {
        QString folder;
        FoundPicture file;
    };
    void reopen(GalleryStore::Index index);
    bool isOk(const Status& status);
    void wake();
    void step();
    void inspectOnce();
    Status compare(const QString& folder);
    Status readPortion();
    void findFoldersThatCameOrWent();
    void watch();
    void noteChange(const QString& path);
    void tellNotices();
    void tellChanged();

    QString m_indexFolder;
    QString m_galleryFolder;
    CancelToken m_closing;
    std::unique_ptr<GalleryStore> m_store;
    QStringList m_folders;  // still to be compared, the last first
    QList<Unread> m_unread;
    QHash<QString, FileStamp> m_unreadable;  // by path: no pictures, until they change
    int m_inspections = 0;
    QString m_inspected;  // the copy of this index that is being or was read: one is enough
    bool m_isAwake = false;
    bool m_isChanged = false;
    QElapsedTimer m_sinceTold;
    QFileSystemWatcher* m_watcher = nullptr;
    QTimer* m_soon = nullptr;
    QSet<QString> m_changedFolders;
};

}  // namespace lemnos::studio
