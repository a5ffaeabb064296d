// SPDX-License-Identifier: Apache-2.0
// Walks over the chunks of a PNG file and checks that they lie inside it. Internal to this folder.
// Free functions; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/result.h"

namespace lemnos {

constexpr std::array<unsigned char, 8> png_signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t png_chunk_overhead = 12;  // length, type, check sum

struct PngChunk {
    std::string type;          // four bytes
    std::uint64_t offset = 0;  // of the chunk, at its length, from the start of the file
    std::uint32_t length = 0;  // of its data
};

/// Copies bytes at an offset that lies inside the file.
using ReadAt = std::function<Status(std::uint64_t offset, std::span<std::byte> to)>;

/// Visits each chunk from IHDR to IEND; data and check sums are not looked at. Stops at the visitor's first error.
Status walk_png(std::uint64_t size, const ReadAt& read_at, const std::function<Status(const PngChunk&)>& visit);

/// A copy with only the chunks of these types; IHDR and IEND have to be among them.
Result<std::vector<std::byte>> with_png_chunks(std::span<const std::byte> png, std::span<const std::string_view> types);

std::uint32_t png_number(std::span<const std::byte> four_bytes);
/// Reads from memory.
ReadAt reader_of(std::span<const std::byte> bytes);

}  // namespace lemnos
