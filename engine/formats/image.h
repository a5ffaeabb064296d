// SPDX-License-Identifier: Apache-2.0
// Pictures in files: PNG out with its texts; PNG, JPEG and BMP in, as start pictures for image to image
// (libpng, libjpeg-turbo for what stb_image's own JPEG decoder did not survive in the fuzzer, stb_image for BMP).
// Free functions over plain values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "formats/png_text.h"

namespace lemnos {

/// 8-bit sRGB, rows from the top, no padding: 3 * width * height bytes.
struct RgbImage {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;
    friend bool operator==(const RgbImage&, const RgbImage&) = default;
};

constexpr std::uint32_t longest_image_side = 16384;          // pixels
constexpr std::uint64_t most_image_pixels = 100'000'000;     // 300 MB decoded
constexpr std::uint64_t largest_image_file = 512ULL << 20U;  // bytes

/// The bytes of a PNG file. `rgb` must hold 3 * width * height bytes.
Result<std::vector<std::byte>> encode_png(std::uint32_t width, std::uint32_t height, std::span<const std::uint8_t> rgb,
                                          std::span<const PictureText> texts = {});

/// Decides by content. Transparent parts become white; 16 bits become 8. The error names the file.
Result<RgbImage> read_image(const std::filesystem::path& path);
Result<RgbImage> decode_image(std::span<const std::byte> bytes);

}  // namespace lemnos
