// SPDX-License-Identifier: Apache-2.0
// A picture as a file of the gallery: PNG with the whole request as our JSON and as the `parameters` text that other
// programs read. Saving follows the save protocol (temporary file in the same folder, checked writes, fsync, a name
// that replaces nothing, fsync of the folder): a returned path means that the picture is safe. Free functions;
// called on the file thread.
#pragma once

#include <optional>

#include <QFileInfo>
#include <QString>

#include "base/result.h"
#include "studio/gallery.h"

namespace lemnos::studio {

/// Under `YYYY-MM-DD/HHMMSS-seed-words.png` of the gallery; a taken name gets a number.
Result<QString> savePictureInGallery(const FinishedPicture& picture, const QString& galleryFolder);
/// Under the name that the user chose, replacing what is there: the file dialog has asked.
Result<QString> savePictureAs(const FinishedPicture& picture, const QString& fileName);

/// Nothing if the file is no picture that can be read.
std::optional<ScannedPicture> scanPicture(const QFileInfo& file);

}  // namespace lemnos::studio
