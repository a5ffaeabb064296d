// SPDX-License-Identifier: Apache-2.0
// The text chunks of PNG files (tEXt, zTXt, iTXt; PNG specification, third edition, 11.3.3): where a picture keeps its
// recipe. Files come from strangers, so every length is checked and what is inflated is bounded.
// Free functions; any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lemnos {

/// One text of a picture, e.g. "parameters" (A1111's) or "lemnos" (our request as JSON). UTF-8.
struct PictureText {
    std::string keyword;  // 1 to 79 characters of Latin-1
    std::string text;
    friend bool operator==(const PictureText&, const PictureText&) = default;
};

constexpr std::size_t longest_picture_text = std::size_t{4} << 20U;  // bytes of one text after inflating
constexpr std::size_t most_picture_texts = 256;                      // chunks with text in one file

/// All texts in the order of the file. Image data is skipped unread; the check sums of texts are verified.
Result<std::vector<PictureText>> read_png_text(const std::filesystem::path& path);
Result<std::vector<PictureText>> read_png_text(std::span<const std::byte> png);

/// A copy of an encoded PNG with texts added behind its header: tEXt where Latin-1 suffices, as every program reads
/// that, else iTXt. Texts it already has stay.
Result<std::vector<std::byte>> with_png_text(std::span<const std::byte> png, std::span<const PictureText> texts);

/// A copy with nothing but pixels and what their colours depend on: no texts, no EXIF, no dates, no chunks that only
/// some program knows, nothing behind the end.
Result<std::vector<std::byte>> without_png_text(std::span<const std::byte> png);

/// The text of a keyword, or null.
const std::string* find_text(std::span<const PictureText> texts, std::string_view keyword);

}  // namespace lemnos
