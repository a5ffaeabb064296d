// SPDX-License-Identifier: Apache-2.0
// The studio's hands on the disk: saves finished pictures, reads pictures of the gallery, looks through its folder,
// moves files to the trash. Made on the GUI thread and moved to the file thread before any slot runs; owned by
// Workers. "saved" is sent only when the picture is known to be on the disk (see picture_file.h).
#pragma once

#include <QFileInfo>
#include <QList>
#include <QObject>

#include "studio/completion_index.h"
#include "studio/gallery.h"
#include "studio/picture_desk.h"
#include "studio/token_meter.h"

namespace lemnos::studio {

class FileWorker : public QObject {
    Q_OBJECT
public:
    /// An empty file name takes the folder of the day in the gallery.
    void save(EntryId id, const FinishedPicture& picture, const QString& galleryFolder, const QString& fileName);
    void load(EntryId id, const QString& path);
    /// Reads the settings in a picture from anywhere.
    void look(const QString& path);
    void recall(const QString& path, Recall what);
    void readWhole(const QString& path);
    /// Reads what the history shows of a picture.
    void open(const QString& path);
    /// Reads a picture as the engine will, to start from it.
    void readStartPicture(const QString& path);
    /// Reads what is needed to count the tokens of prompts for a model.
    void openVocabulary(const QString& model);
    /// What outlives the program (kept_file.h): `keep` writes by the save protocol, `setAside` gives the file another
    /// name.
    void readKept(const QString& path);
    void keep(const QString& path, const QByteArray& bytes);
    void setAside(const QString& path);
    void readTagsFile(const QString& path);
    void trash(EntryId id, const QString& path);
    void trashFile(const QString& path);
    /// Reports the newest pictures under a folder, in portions, so that saving and loading come in between.
    void scan(const QString& galleryFolder, int limit);

Q_SIGNALS:
    void saved(lemnos::studio::EntryId id, const QString& path);
    void saveFailed(lemnos::studio::EntryId id, const QString& message);
    void loaded(lemnos::studio::EntryId id, const QImage& image);
    void loadFailed(lemnos::studio::EntryId id, const QString& message);
    void looked(const QString& path, const std::optional<lemnos::Request>& request);
    void recalled(const QString& path, lemnos::studio::Recall what, const std::optional<lemnos::Request>& request);
    void wholeRead(const QString& path, const QImage& image);
    void opened(const QString& path, const std::optional<lemnos::studio::ScannedPicture>& picture);
    void startPictureRead(const QString& path, QSize size, const QImage& thumbnail);
    void startPictureUnreadable(const QString& path, const QString& message);
    void vocabularyOpened(const QString& model, const lemnos::studio::SharedPromptCounter& counter);
    void vocabularyMissing(const QString& model, const QString& message);
    void keptRead(const QString& path, const QByteArray& bytes);
    void keptUnreadable(const QString& path, const QString& message);
    void keptSetAside(const QString& path);
    void keepFailed(const QString& path, const QString& message);
    void tagsRead(const QString& path, const lemnos::studio::SharedCompletionIndex& tags);
    void tagsUnreadable(const QString& path, const QString& message);
    void trashed(lemnos::studio::EntryId id);
    void fileTrashed(const QString& path);
    void fileNotTrashed(const QString& message);
    void trashFailed(lemnos::studio::EntryId id, const QString& message);
    void scanned(const QList<lemnos::studio::ScannedPicture>& pictures);
    void scanFinished();

private:
    void scanPortion();

    QList<QFileInfo> m_unscanned;  // newest first
};

}  // namespace lemnos::studio
