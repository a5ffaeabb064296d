// SPDX-License-Identifier: Apache-2.0
// Every picture the studio knows of, newest first: those made in this session and those found in the gallery folder.
// GUI thread; owned by StudioModel. It touches no file: it says what is wanted (save, load, trash) and is told the
// outcome through the note* functions. A picture stays in memory until it is known to be safe on the disk.
#pragma once

#include <deque>
#include <optional>

#include <QDateTime>
#include <QList>
#include <QObject>

#include "studio/job.h"

namespace lemnos::studio {

using EntryId = quint64;

enum class SaveState { saving, saved, failed };

struct GalleryEntry {
    EntryId id = 0;
    QString path;  // empty until saved
    QDateTime created;
    std::optional<Request> request;  // nothing for a picture without our record
    QString infotext;                // A1111 text of such a picture, for reading only
    QSize size;
    QImage thumbnail;
    SaveState state = SaveState::saved;
    QString error;                           // why saving failed
    std::optional<FinishedPicture> unsaved;  // kept while the disk does not have it
};

/// What a look into the gallery folder found about one file.
struct ScannedPicture {
    QString path;
    QDateTime created;
    std::optional<Request> request;
    QString infotext;
    QSize size;
    QImage thumbnail;
};

class Gallery : public QObject {
    Q_OBJECT
public:
    static constexpr int thumbnailSide = 256;

    explicit Gallery(QObject* parent = nullptr);

    int size() const { return int(m_entries.size()); }
    const GalleryEntry& at(int row) const { return m_entries[std::size_t(row)]; }
    const GalleryEntry* find(EntryId id) const;
    const GalleryEntry* findByPath(const QString& path) const;
    int rowOf(EntryId id) const;
    int unsavedCount() const;
    int failedCount() const;  // of those that could not be saved

    EntryId add(const FinishedPicture& picture);
    /// Tries again to save a picture whose saving failed; a file name takes the place of the gallery folder.
    void save(EntryId id, const QString& fileName = {});
    /// Moves the file to the trash; a picture that was never saved is dropped.
    void remove(EntryId id);

    void noteSaved(EntryId id, const QString& path);
    void noteSaveFailed(EntryId id, const QString& message);
    void noteScanned(const QList<ScannedPicture>& pictures);
    void noteTrashed(EntryId id);

Q_SIGNALS:
    void saveWanted(lemnos::studio::EntryId id, const lemnos::studio::FinishedPicture& picture,
                    const QString& fileName);
    void trashWanted(lemnos::studio::EntryId id, const QString& path);
    void saveFailed(lemnos::studio::EntryId id, const QString& message);
    void saved(lemnos::studio::EntryId id);

    void rowsAboutToBeInserted(int first, int last);
    void rowsInserted();
    void rowAboutToBeRemoved(int row);
    void rowRemoved(lemnos::studio::EntryId id);
    void rowChanged(int row);

private:
    GalleryEntry* entry(EntryId id);
    void drop(EntryId id);

    std::deque<GalleryEntry> m_entries;
    EntryId m_lastId = 0;
};

}  // namespace lemnos::studio
