// SPDX-License-Identifier: Apache-2.0
// The texts of JPEG files: A1111's "parameters" as EXIF's UserComment, and XMP with our request, each in an APP1
// segment (EXIF 2.32, 4.5.4; XMP specification, part 3, 1.1.3). Files come from strangers, so every length is checked.
// Free functions; any thread.
#pragma once

#include "formats/png_text.h"

namespace lemnos {

/// What stands before the pixels, under the keywords that PNG files have for it.
Result<std::vector<PictureText>> read_jpeg_text(std::span<const std::byte> jpeg);

/// A copy with the infotext, the XMP packet and our request among `texts`; JPEG has no place for others. Each may have
/// about 65,000 bytes in the file, UTF-16 for the infotext.
Result<std::vector<std::byte>> with_jpeg_text(std::span<const std::byte> jpeg, std::span<const PictureText> texts);

}  // namespace lemnos
