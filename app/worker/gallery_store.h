// SPDX-License-Identifier: Apache-2.0
// A gallery folder's index and marks as one: opens both, mends one from the other where it is damaged, and changes
// both together, the marks file first. Belongs to the index thread; owned by GalleryIndexer.
#pragma once

#include <memory>
#include <utility>

#include <QHash>

#include "gallery/marks_file.h"
#include "gallery/picture_index.h"

namespace lemnos::studio {

class GalleryStore {
public:
    enum class Index { kept, anew };
    /// `indexFolder` is where the indexes of all gallery folders lie. Index::anew sets aside the one there is.
    static Result<std::unique_ptr<GalleryStore>> open(const QString& galleryFolder, const QString& indexFolder,
                                                      Index index);

    PictureIndex& index() { return *m_index; }
    const QString& folder() const { return m_folder; }
    /// Sentences for the user about what was found damaged since it was asked last.
    QStringList takeNotices() { return std::exchange(m_notices, {}); }

    /// Puts in pictures that were found, with the marks they have; a marked file that was renamed keeps its marks.
    Status put(QList<IndexedPicture> pictures);
    Status remove(const QList<PictureId>& ids);
    Status mark(const QList<PictureId>& ids, const MarkChange& change);
    /// Takes over marks that another program has written since; says whether there were any. A marks file that was
    /// damaged or taken away is written anew from the index.
    Result<bool> takeMarks();

    /// Whether an IndexInspector has found nothing within the last day.
    bool wasSoundLately();
    Status noteSound();

private:
    GalleryStore(const QString& galleryFolder, std::unique_ptr<PictureIndex> index)
        : m_folder(galleryFolder), m_index(std::move(index)), m_marks(galleryFolder) {}
    Status marksFromIndex();
    Status marksToIndex();

    QString m_folder;
    std::unique_ptr<PictureIndex> m_index;
    MarksFile m_marks;
    bool m_isLoaded = false;  // the marks file
    QStringList m_notices;
    struct Orphan {
        FileStamp stamp;
        QString path;
    };
    QList<Orphan> m_orphans;  // marked files that are gone: one that looks the same may be the same
};

}  // namespace lemnos::studio
