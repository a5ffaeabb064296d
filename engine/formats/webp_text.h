// SPDX-License-Identifier: Apache-2.0
// The texts of WebP files: A1111's "parameters" as EXIF's UserComment, and XMP, each in a chunk of its own behind the
// pixels (WebP container specification). Files come from strangers, so every length is checked.
// Free functions; any thread.
#pragma once

#include "formats/png_text.h"

namespace lemnos {

bool is_webp(std::span<const std::byte> bytes);

/// Under the keywords that PNG files have for them.
Result<std::vector<PictureText>> read_webp_text(std::span<const std::byte> webp);

/// A copy with the infotext and the XMP packet among `texts`; WebP has no place for others.
Result<std::vector<std::byte>> with_webp_text(std::span<const std::byte> webp, std::span<const PictureText> texts);

}  // namespace lemnos
