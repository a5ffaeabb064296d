// SPDX-License-Identifier: Apache-2.0
// The part of EXIF that tells how a picture was made: UserComment, in which A1111 writes its "parameters" and from
// which Civitai reads them (EXIF 2.32, 4.6.5; piexif's layout). A block is the TIFF structure alone, as WebP holds it;
// in JPEG "Exif" and two zeros stand before it. Blocks come from strangers: every offset is checked.
// Free functions over plain values; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lemnos {

/// A block whose only entry is the text, as UTF-16.
std::vector<std::byte> exif_with_comment(std::string_view utf8);

/// As UTF-8; nothing if there is none, or the block is damaged.
std::optional<std::string> comment_in_exif(std::span<const std::byte> exif);

}  // namespace lemnos
