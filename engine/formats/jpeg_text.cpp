// SPDX-License-Identifier: Apache-2.0
#include "formats/jpeg_text.h"

#include <algorithm>
#include <cstdint>
#include <functional>

#include "formats/exif.h"
#include "formats/infotext.h"
#include "formats/messages.h"
#include "formats/xmp.h"

namespace lemnos {
namespace {

constexpr std::size_t longest_segment = 0xffff - 2;  // its length counts itself
constexpr std::uint8_t app0 = 0xe0, app1 = 0xe1, start_of_image = 0xd8, end_of_image = 0xd9, start_of_scan = 0xda;
constexpr std::string_view exif_mark("Exif\0\0", 6);
constexpr std::string_view xmp_mark("http://ns.adobe.com/xap/1.0/\0", 29);

struct Segment {
    std::uint8_t marker = 0;
    std::span<const std::byte> data;
    std::size_t end = 0;  // where the next one begins
};

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint8_t byte_at(std::span<const std::byte> bytes, std::size_t at) {
    return std::to_integer<std::uint8_t>(bytes[at]);
}

// Visits the segments between the start and the pixels.
Status walk_jpeg(std::span<const std::byte> jpeg, const std::function<void(const Segment&)>& visit) {
    if (jpeg.size() < 4 || byte_at(jpeg, 0) != 0xff || byte_at(jpeg, 1) != start_of_image)
        return bad_file("is not a JPEG file");
    const auto cut_off = [&] {
        return bad_file("ends at byte {} before its pixels. The file looks cut off.", jpeg.size());
    };
    std::size_t at = 2;
    while (true) {
        if (jpeg.size() - at < 4) return cut_off();
        if (byte_at(jpeg, at) != 0xff) return bad_file("has no marker at byte {}", grouped(at));
        const std::uint8_t marker = byte_at(jpeg, at + 1);
        if (marker == 0xff) {  // fills up
            ++at;
            continue;
        }
        if (marker == start_of_scan || marker == end_of_image) return {};
        const std::size_t length = std::size_t{byte_at(jpeg, at + 2)} << 8U | byte_at(jpeg, at + 3);
        if (length < 2) return bad_file("has a segment of {} bytes at byte {}", length, grouped(at));
        if (jpeg.size() - at - 2 < length) return cut_off();
        const std::size_t end = at + 2 + length;
        visit({marker, jpeg.subspan(at + 4, length - 2), end});
        at = end;
    }
}

Status append_segment(std::vector<std::byte>& to, std::string_view mark, std::string_view data, const char* what) {
    const std::size_t size = mark.size() + data.size();
    if (size > longest_segment)
        return invalid("{} takes {} bytes, and a JPEG has room for {}. PNG and WebP hold it.", what, grouped(size),
                       grouped(longest_segment));
    for (const std::size_t byte : {std::size_t{0xff}, std::size_t{app1}, (size + 2) >> 8U, (size + 2) & 0xffU})
        to.push_back(static_cast<std::byte>(byte));
    for (const std::string_view part : {mark, data}) {
        const auto bytes = std::as_bytes(std::span(part));
        to.insert(to.end(), bytes.begin(), bytes.end());
    }
    return {};
}

}  // namespace

Result<std::vector<PictureText>> read_jpeg_text(std::span<const std::byte> jpeg) {
    std::vector<PictureText> texts;
    LEMNOS_CHECK(walk_jpeg(jpeg, [&](const Segment& segment) {
        const std::string_view data = text_of(segment.data);
        if (segment.marker != app1 || texts.size() == most_picture_texts) return;
        if (data.starts_with(xmp_mark)) append_xmp(texts, data.substr(xmp_mark.size()));
        if (!data.starts_with(exif_mark)) return;
        if (auto comment = comment_in_exif(segment.data.subspan(exif_mark.size())))
            texts.push_back({std::string(infotext_keyword), *std::move(comment)});
    }));
    return texts;
}

Result<std::vector<std::byte>> with_jpeg_text(std::span<const std::byte> jpeg, std::span<const PictureText> texts) {
    std::size_t head = 2;  // behind JFIF's segment, which has to be the first
    LEMNOS_CHECK(walk_jpeg(jpeg, [&](const Segment& segment) {
        if (segment.marker == app0) head = segment.end;
    }));
    std::vector<std::byte> result(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(head));
    if (const std::string* infotext = find_text(texts, infotext_keyword)) {
        const std::vector<std::byte> exif = exif_with_comment(*infotext);
        LEMNOS_CHECK(append_segment(result, exif_mark, text_of(exif), "the text with the settings"));
    }
    // A request that is too long is left out: the infotext says nearly the same.
    const auto whole = xmp_of(texts);
    const bool does_fit = whole && xmp_mark.size() + whole->size() <= longest_segment;
    if (const std::string* xmp = does_fit ? &*whole : find_text(texts, xmp_keyword))
        LEMNOS_CHECK(append_segment(result, xmp_mark, *xmp, "the XMP packet"));
    result.insert(result.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(head), jpeg.end());
    return result;
}

}  // namespace lemnos
