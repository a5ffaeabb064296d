// SPDX-License-Identifier: Apache-2.0
#include "formats/png_chunks.h"

#include <algorithm>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::uint32_t longest_chunk = 0x7fffffff;
constexpr std::size_t most_chunks = 1'000'000;

}  // namespace

std::uint32_t png_number(std::span<const std::byte> four_bytes) {
    std::uint32_t value = 0;
    for (const std::byte byte : four_bytes.first(4)) value = (value << 8U) | std::to_integer<std::uint32_t>(byte);
    return value;
}

ReadAt reader_of(std::span<const std::byte> bytes) {
    return [bytes](std::uint64_t offset, std::span<std::byte> to) -> Status {
        std::ranges::copy(bytes.subspan(offset, to.size()), to.begin());
        return {};
    };
}

Status walk_png(std::uint64_t size, const ReadAt& read_at, const std::function<Status(const PngChunk&)>& visit) {
    std::array<std::byte, png_signature.size()> start{};
    if (size < start.size()) return bad_file("has only {} bytes; it is not a PNG file", size);
    LEMNOS_CHECK(read_at(0, start));
    if (!std::ranges::equal(std::as_bytes(std::span(png_signature)), start)) return bad_file("is not a PNG file");
    PngChunk chunk{{}, start.size(), 0};
    for (std::size_t count = 0; chunk.type != "IEND"; ++count) {
        if (size - chunk.offset < png_chunk_overhead)
            return bad_file("ends at byte {} inside its chunks. The file looks cut off.", grouped(size));
        if (count == most_chunks) return bad_file("has more than {} chunks", grouped(most_chunks));
        std::array<std::byte, 8> head{};
        LEMNOS_CHECK(read_at(chunk.offset, head));
        chunk.length = png_number(head);
        chunk.type.assign(reinterpret_cast<const char*>(head.data()) + 4, 4);
        if (chunk.length > longest_chunk || chunk.length > size - chunk.offset - png_chunk_overhead)
            return bad_file("has a chunk {} of {} bytes that ends after byte {}, the last. The file looks cut off.",
                            in_quotes(chunk.type), grouped(chunk.length), grouped(size));
        if (count == 0 && (chunk.type != "IHDR" || chunk.length != 13))
            return bad_file("does not begin with an image header");
        LEMNOS_CHECK(visit(chunk));
        chunk.offset += png_chunk_overhead + chunk.length;
    }
    return {};
}

Result<std::vector<std::byte>> with_png_chunks(std::span<const std::byte> png,
                                               std::span<const std::string_view> types) {
    std::vector<std::byte> kept;
    kept.reserve(png.size());
    LEMNOS_CHECK(walk_png(png.size(), reader_of(png), [&](const PngChunk& chunk) -> Status {
        if (kept.empty()) kept.assign(png.begin(), png.begin() + png_signature.size());
        const auto bytes = png.subspan(chunk.offset, png_chunk_overhead + chunk.length);
        if (std::ranges::find(types, chunk.type) != types.end()) kept.insert(kept.end(), bytes.begin(), bytes.end());
        return {};
    }));
    return kept;
}

}  // namespace lemnos
