// SPDX-License-Identifier: Apache-2.0
#include "formats/png_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <zlib.h>

#include "base/mapped_file.h"
#include "base/utf8.h"
#include "formats/messages.h"
#include "formats/png_chunks.h"
#include "formats/xmp.h"

namespace lemnos {
namespace {

constexpr std::size_t header_end = 8 + 13 + png_chunk_overhead;  // signature and IHDR

void append_big_endian(std::vector<std::byte>& to, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::byte>((value >> shift) & 0xffU));
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t checksum(std::span<const std::byte> bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

std::string utf8_from_latin1(std::string_view latin1) {
    std::string text;
    for (const char letter : latin1) append_utf8(text, static_cast<unsigned char>(letter));
    return text;
}

// Nothing where a character lies outside Latin-1 or would end the text.
std::optional<std::string> latin1_from_utf8(std::string_view utf8) {
    std::string text;
    while (!utf8.empty()) {
        const CodePoint point = next_code_point(utf8);
        if (point.state == CodePoint::State::invalid || point.value > 0xff || point.value == 0) return std::nullopt;
        text += static_cast<char>(point.value);
        utf8.remove_prefix(point.bytes);
    }
    return text;
}

Result<std::string> inflated(std::string_view compressed, std::string_view keyword) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return out_of_memory("no memory to inflate text {}", in_quotes(keyword));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    std::string text;
    std::array<char, 1U << 14U> piece{};
    int state = Z_OK;
    // Bounded by what comes out, not by what the file says: a small chunk can hold gigabytes.
    while (state == Z_OK && text.size() <= longest_picture_text) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(piece.data(), piece.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (text.size() > longest_picture_text)
        return bad_file("text {} inflates to more than {} bytes", in_quotes(keyword), grouped(longest_picture_text));
    if (state != Z_STREAM_END) return bad_file("text {} is compressed wrongly", in_quotes(keyword));
    return text;
}

// Takes bytes up to a zero off the front; nothing if there is no zero.
std::optional<std::string_view> take_string(std::string_view& data) {
    const std::size_t end = data.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view text = data.substr(0, end);
    data.remove_prefix(end + 1);
    return text;
}

// iTXt after the keyword: compression flag and method, language, translated keyword, text.
Result<std::string> international_text(std::string_view data, std::string_view keyword) {
    const auto broken = [&] { return bad_file("text {} has a damaged chunk", in_quotes(keyword)); };
    if (data.size() < 2) return broken();
    const char compression = data[0];
    const char method = data[1];
    data.remove_prefix(2);
    if (!take_string(data) || !take_string(data)) return broken();
    if (compression == 0) return repaired_utf8(data);
    if (compression != 1 || method != 0) return broken();
    LEMNOS_TRY(const std::string text, inflated(data, keyword));
    return repaired_utf8(text);
}

Result<PictureText> parse_text(std::string_view type, std::string_view data) {
    const auto latin1_keyword = take_string(data);
    if (!latin1_keyword || latin1_keyword->empty() || latin1_keyword->size() > 79)
        return bad_file("a text chunk has no keyword of 1 to 79 characters");
    PictureText entry{utf8_from_latin1(*latin1_keyword), {}};
    if (type == "tEXt") {
        entry.text = utf8_from_latin1(data);
    } else if (type == "zTXt") {
        if (data.empty() || data[0] != 0) return bad_file("text {} has a damaged chunk", in_quotes(entry.keyword));
        LEMNOS_TRY(const std::string text, inflated(data.substr(1), entry.keyword));
        entry.text = utf8_from_latin1(text);
    } else {
        LEMNOS_TRY(entry.text, international_text(data, entry.keyword));
    }
    return entry;
}

Result<PictureText> read_text(const PngChunk& chunk, const ReadAt& read_at) {
    if (chunk.length > longest_picture_text)
        return bad_file("has a text of {} bytes; Lemnos reads up to {}", grouped(chunk.length),
                        grouped(longest_picture_text));
    std::vector<std::byte> body(4 + chunk.length + 4);  // type, data, check sum of both
    LEMNOS_CHECK(read_at(chunk.offset + 4, body));
    const auto covered = std::span(body).first(4 + chunk.length);
    if (checksum(covered) != png_number(std::span(body).last(4))) return bad_file("has a text with a wrong check sum");
    return parse_text(chunk.type, text_of(covered.subspan(4)));
}

Result<std::vector<PictureText>> read_texts(std::uint64_t size, const ReadAt& read_at) {
    std::vector<PictureText> texts;
    LEMNOS_CHECK(walk_png(size, read_at, [&](const PngChunk& chunk) -> Status {
        if (chunk.type != "tEXt" && chunk.type != "zTXt" && chunk.type != "iTXt") return {};
        if (texts.size() == most_picture_texts) return bad_file("has more than {} texts", most_picture_texts);
        LEMNOS_TRY(PictureText entry, read_text(chunk, read_at));
        texts.push_back(std::move(entry));
        return {};
    }));
    return texts;
}

Result<std::vector<std::byte>> text_chunk(const PictureText& entry) {
    const auto keyword = latin1_from_utf8(entry.keyword);
    if (!keyword || keyword->empty() || keyword->size() > 79)
        return invalid("a picture's text cannot be called {}", in_quotes(entry.keyword));
    if (entry.text.size() > longest_picture_text)
        return invalid("text {} has {} bytes; a picture holds up to {}", in_quotes(entry.keyword),
                       grouped(entry.text.size()), grouped(longest_picture_text));
    const auto latin1 = entry.keyword == xmp_keyword ? std::nullopt : latin1_from_utf8(entry.text);
    std::string body = latin1 ? "tEXt" : "iTXt";
    body.append(*keyword).push_back('\0');
    if (latin1)
        body += *latin1;
    else
        body.append("\0\0\0\0", 4).append(repaired_utf8(entry.text));  // uncompressed, no language, no translation
    std::vector<std::byte> chunk;
    append_big_endian(chunk, static_cast<std::uint32_t>(body.size() - 4));
    const auto bytes = std::as_bytes(std::span(body));
    chunk.insert(chunk.end(), bytes.begin(), bytes.end());
    append_big_endian(chunk, checksum(bytes));
    return chunk;
}

}  // namespace

Result<std::vector<PictureText>> read_png_text(std::span<const std::byte> png) {
    return read_texts(png.size(), reader_of(png));
}

Result<std::vector<PictureText>> read_png_text(const std::filesystem::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    auto texts = read_texts(file.size(),
                            [&](std::uint64_t offset, std::span<std::byte> to) { return file.read_at(offset, to); });
    if (!texts && !texts.error().message.starts_with(path.string()))
        texts.error().message = fmt::format("{}: {}", file_name(path), texts.error().message);
    return texts;
}

Result<std::vector<std::byte>> with_png_text(std::span<const std::byte> png, std::span<const PictureText> texts) {
    if (png.size() < header_end ||
        !std::ranges::equal(std::as_bytes(std::span(png_signature)), png.first(png_signature.size())))
        return invalid("texts can only be added to a PNG file");
    std::vector<std::byte> result(png.begin(), png.begin() + header_end);
    for (const PictureText& entry : texts) {
        LEMNOS_TRY(const std::vector<std::byte> chunk, text_chunk(entry));
        result.insert(result.end(), chunk.begin(), chunk.end());
    }
    result.insert(result.end(), png.begin() + header_end, png.end());
    return result;
}

Result<std::vector<std::byte>> without_png_text(std::span<const std::byte> png) {
    constexpr std::array<std::string_view, 11> wanted{"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB",
                                                      "iCCP", "sBIT", "pHYs", "IDAT", "IEND"};
    return with_png_chunks(png, wanted);
}

const std::string* find_text(std::span<const PictureText> texts, std::string_view keyword) {
    const auto at = std::ranges::find(texts, keyword, &PictureText::keyword);
    return at == texts.end() ? nullptr : &at->text;
}

}  // namespace lemnos
