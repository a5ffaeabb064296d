// SPDX-License-Identifier: Apache-2.0
// What a picture file says of itself, whatever its format: the texts of PNG, and of JPEG and WebP those that EXIF and
// XMP hold. Free functions; any thread.
#pragma once

#include "formats/png_text.h"

namespace lemnos {

/// Decides by content; the error names the file.
Result<std::vector<PictureText>> read_picture_text(const std::filesystem::path& path);

}  // namespace lemnos
