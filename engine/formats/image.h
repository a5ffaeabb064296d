// SPDX-License-Identifier: Apache-2.0
// Pictures in files: PNG out with its texts; PNG, JPEG, WebP and BMP in, as start pictures for image to image
// (libpng, libwebp, libjpeg-turbo for what stb_image's own JPEG decoder did not survive in the fuzzer, stb_image for
// BMP). picture_writer.h writes other formats.
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

/// The same of 4 * width * height bytes, with straight alpha.
Result<std::vector<std::byte>> encode_rgba_png(std::uint32_t width, std::uint32_t height,
                                               std::span<const std::uint8_t> rgba,
                                               std::span<const PictureText> texts = {});

enum class PictureKind { png, jpeg, webp, bmp, other };
/// By the first bytes.
PictureKind picture_kind(std::span<const std::byte> bytes);
Result<PictureKind> picture_kind(const std::filesystem::path& path);

/// The bytes of a file up to largest_image_file; the error names it.
Result<std::vector<std::byte>> read_picture_file(const std::filesystem::path& path);

/// The same with straight alpha: 4 * width * height bytes.
struct RgbaImage {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgba;
};
/// For those who need what the others make white. The error names the file.
Result<RgbaImage> read_webp(const std::filesystem::path& path);

/// Decides by content. Transparent parts become white; 16 bits become 8. The error names the file.
Result<RgbImage> read_image(const std::filesystem::path& path);
Result<RgbImage> decode_image(std::span<const std::byte> bytes);

/// Straight alpha over white, four bytes to three.
std::vector<std::uint8_t> rgb_over_white(std::span<const std::uint8_t> rgba);

}  // namespace lemnos
