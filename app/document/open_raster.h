// SPDX-License-Identifier: Apache-2.0
// Documents as OpenRaster files (.ora), which Krita, GIMP and MyPaint open, too. What OpenRaster has no place for (the
// selection, mask layers, the generation box, what layers were made with) is in lemnos/document.json and beside it;
// other programs ignore that. Free functions; any thread. Files are taken for hostile: sizes are limited before
// memory is taken, and an error names the file and the field.
#pragma once

#include <QMap>
#include <QStringList>

#include "base/result.h"
#include "document/contents.h"

namespace lemnos::studio {

/// Files in the archive that are not ours, kept so that saving loses nothing: name -> content.
using OtherFiles = QMap<QString, QByteArray>;

struct OpenedDocument {
    Contents contents;
    OtherFiles others;
    QStringList notes;  // what could not be taken over, for a person
};

/// The largest picture that can be saved in one layer: 8192 x 8192.
constexpr qint64 mostLayerPixels = 67'108'864;

enum class SaveEffort {
    complete,  // with the merged picture that file managers and other programs look at
    quick,     // for recovery: what we need ourselves, lightly compressed
};

/// By the save protocol: after success it is on the disk, after an error what was there before still is.
Status saveOpenRaster(const QString& path, const Contents& contents, const OtherFiles& others = {},
                      SaveEffort effort = SaveEffort::complete);
Result<OpenedDocument> openOpenRaster(const QString& path);

}  // namespace lemnos::studio
