// SPDX-License-Identifier: Apache-2.0
// The one place where pictures become files for others: PNG, JPEG and WebP, each with the texts that its format has
// room for, or without any. Free functions over plain values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/png_text.h"

namespace lemnos {

enum class PictureFormat { png, jpeg, webp };

struct PictureCoding {
    PictureFormat format = PictureFormat::png;
    int quality = 92;  // 1 to 100; PNG has no loss and looks not at it
    friend bool operator==(const PictureCoding&, const PictureCoding&) = default;
};

/// 8-bit sRGB with straight alpha, rows from the top, no padding: 4 * width * height bytes that someone else keeps.
struct RgbaView {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::span<const std::uint8_t> rgba;
};

/// The bytes of a file. JPEG has no transparency: what lies behind becomes white. PNG takes all texts; JPEG and WebP
/// take the infotext as EXIF's UserComment, and XMP.
Result<std::vector<std::byte>> encode_picture(const RgbaView& picture, const PictureCoding& coding,
                                              std::span<const PictureText> texts);

/// "png", "jpg", "webp".
std::string_view file_ending(PictureFormat format);

}  // namespace lemnos
