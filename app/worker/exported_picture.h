// SPDX-License-Identifier: Apache-2.0
// One picture file written once more, in the format and with the metadata that were chosen. By the save protocol, and
// under a name that is free: nothing is replaced. Free functions; called on the export thread.
#pragma once

#include <QString>

#include "base/result.h"
#include "studio/picture_export.h"

namespace lemnos::studio {

/// The path that was written. A PNG that stays one keeps its pixels bit for bit, and unless they are stripped all its
/// texts; JPEG and WebP take the settings as other programs read them, and XMP.
Result<QString> exportPicture(const QString& path, const ExportChoices& choices);

/// Writes bytes under `name` (without an ending) in the folder, which is made if it is not there; a taken name gets a
/// number.
Result<QString> writeExport(const QString& folder, const QString& name, PictureFormat format,
                            std::span<const std::byte> bytes);

}  // namespace lemnos::studio
