// SPDX-License-Identifier: Apache-2.0
#include "formats/webp_text.h"

#include <algorithm>
#include <cstdint>
#include <functional>

#include <webp/decode.h>

#include "formats/exif.h"
#include "formats/infotext.h"
#include "formats/messages.h"
#include "formats/xmp.h"

namespace lemnos {
namespace {

constexpr std::size_t file_head = 12;  // "RIFF", length, "WEBP"
constexpr std::size_t chunk_head = 8;  // name, length
constexpr std::size_t longest_file = 0xfffffff0;
constexpr std::uint32_t xmp_flag = 0x04, exif_flag = 0x08, alpha_flag = 0x10;
constexpr std::string_view extended = "VP8X";
constexpr std::string_view exif_mark("Exif\0\0", 6);  // some programs keep JPEG's

struct Chunk {
    std::string_view name;
    std::span<const std::byte> data;
};

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8U | std::to_integer<std::uint32_t>(bytes[at + i]);
    return value;
}

void append_number(std::vector<std::byte>& to, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) to.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xffU));
}

void append_chunk(std::vector<std::byte>& to, std::string_view name, std::span<const std::byte> data) {
    const auto name_bytes = std::as_bytes(std::span(name));
    to.insert(to.end(), name_bytes.begin(), name_bytes.end());
    append_number(to, data.size(), 4);
    to.insert(to.end(), data.begin(), data.end());
    if (data.size() % 2 != 0) to.push_back(std::byte{0});
}

Status walk_webp(std::span<const std::byte> webp, const std::function<void(const Chunk&)>& visit) {
    if (!is_webp(webp)) return bad_file("is not a WebP file");
    const std::uint64_t declared = std::uint64_t{number_at(webp, 4)} + chunk_head;
    if (declared > webp.size())
        return bad_file("ends at byte {} but says it has {}. The file looks cut off.", grouped(webp.size()),
                        grouped(declared));
    std::span<const std::byte> left = webp.first(declared).subspan(file_head);
    while (left.size() >= chunk_head) {
        const std::size_t length = number_at(left, 4);
        if (length > left.size() - chunk_head)
            return bad_file("has a chunk {} of {} bytes that ends behind the file. The file looks cut off.",
                            in_quotes(text_of(left.first(4))), grouped(length));
        visit({text_of(left.first(4)), left.subspan(chunk_head, length)});
        left = left.subspan(std::min(left.size(), chunk_head + length + length % 2));
    }
    return {};
}

// The chunk that a file with more than pixels begins with: what else there is, and the size.
Result<std::vector<std::byte>> extended_head(std::span<const std::byte> webp, std::uint32_t flags) {
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(reinterpret_cast<const std::uint8_t*>(webp.data()), webp.size(), &features) != VP8_STATUS_OK)
        return bad_file("is a damaged WebP file");
    std::vector<std::byte> head;
    append_number(head, flags | (features.has_alpha != 0 ? alpha_flag : 0), 4);
    append_number(head, static_cast<std::uint64_t>(features.width) - 1, 3);
    append_number(head, static_cast<std::uint64_t>(features.height) - 1, 3);
    return head;
}

}  // namespace

bool is_webp(std::span<const std::byte> bytes) {
    return bytes.size() >= file_head && text_of(bytes.first(4)) == "RIFF" && text_of(bytes.subspan(8, 4)) == "WEBP";
}

Result<std::vector<PictureText>> read_webp_text(std::span<const std::byte> webp) {
    std::vector<PictureText> texts;
    LEMNOS_CHECK(walk_webp(webp, [&](const Chunk& chunk) {
        if (texts.size() == most_picture_texts || chunk.data.size() > longest_picture_text) return;
        const std::string_view data = text_of(chunk.data);
        if (chunk.name == "XMP ") append_xmp(texts, data);
        if (chunk.name != "EXIF") return;
        const std::size_t mark = data.starts_with(exif_mark) ? exif_mark.size() : 0;
        if (auto comment = comment_in_exif(chunk.data.subspan(mark)))
            texts.push_back({std::string(infotext_keyword), *std::move(comment)});
    }));
    return texts;
}

Result<std::vector<std::byte>> with_webp_text(std::span<const std::byte> webp, std::span<const PictureText> texts) {
    const std::string* const infotext = find_text(texts, infotext_keyword);
    const std::optional<std::string> xmp = xmp_of(texts);
    if (infotext == nullptr && !xmp) return std::vector<std::byte>(webp.begin(), webp.end());
    const std::uint32_t flags = (infotext != nullptr ? exif_flag : 0) | (xmp ? xmp_flag : 0);
    LEMNOS_TRY(const std::vector<std::byte> head, extended_head(webp, flags));
    std::vector<std::byte> chunks;
    append_chunk(chunks, extended, head);
    LEMNOS_CHECK(walk_webp(webp, [&](const Chunk& chunk) {
        if (chunk.name != extended) append_chunk(chunks, chunk.name, chunk.data);
    }));
    if (infotext != nullptr) append_chunk(chunks, "EXIF", exif_with_comment(*infotext));
    if (xmp) append_chunk(chunks, "XMP ", std::as_bytes(std::span(*xmp)));
    if (chunks.size() > longest_file) return invalid("the picture is too large for a WebP file");
    std::vector<std::byte> result(webp.begin(), webp.begin() + 4);
    append_number(result, chunks.size() + 4, 4);
    result.insert(result.end(), webp.begin() + 8, webp.begin() + file_head);
    result.insert(result.end(), chunks.begin(), chunks.end());
    return result;
}

}  // namespace lemnos
