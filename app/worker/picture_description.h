// SPDX-License-Identifier: Apache-2.0
// What the index says of a picture's file: its size, its recipe in words, when it was made. Reads the header and the
// texts, no pixels. Free functions; any thread.
#pragma once

#include <optional>

#include <QFileInfo>
#include <QList>

#include "gallery/picture.h"

namespace lemnos::studio {

/// A picture file of a folder; its name and stamp.
struct FoundPicture {
    QString name;
    FileStamp stamp;
};

/// The PNG files of one folder, without those of the folders below it.
QList<FoundPicture> picturesIn(const QString& folder);
/// The gallery folder itself (as an empty name) and every folder below it that is not hidden, the latest names first.
QStringList foldersOf(const QString& galleryFolder);

/// Nothing if the file is no picture that can be read. Has no marks and no id.
std::optional<IndexedPicture> describePicture(const QString& galleryFolder, const QString& folder,
                                              const FoundPicture& found);

}  // namespace lemnos::studio
