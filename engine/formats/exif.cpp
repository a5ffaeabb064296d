// SPDX-License-Identifier: Apache-2.0
#include "formats/exif.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace lemnos {
namespace {

constexpr std::uint16_t exif_folder_tag = 0x8769;  // where EXIF's own entries begin
constexpr std::uint16_t user_comment_tag = 0x9286;
constexpr std::uint16_t long_type = 4;
constexpr std::uint16_t undefined_type = 7;
constexpr std::uint32_t head_bytes = 8;                      // byte order, 42, where the first folder lies
constexpr std::uint32_t entry_bytes = 12;                    // tag, type, count, value or where it lies
constexpr std::uint32_t folder_bytes = 2 + entry_bytes + 4;  // of one entry: their number, it, the next folder
constexpr std::size_t code_bytes = 8;
constexpr std::string_view unicode_code("UNICODE\0", code_bytes);

enum class ByteOrder { big, little };

void append(std::vector<std::byte>& to, std::uint32_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        to.push_back(static_cast<std::byte>((value >> shift) & 0xffU));
}

void append_folder(std::vector<std::byte>& to, std::uint16_t tag, std::uint16_t type, std::uint32_t count,
                   std::uint32_t value) {
    append(to, 1, 2);
    append(to, tag, 2);
    append(to, type, 2);
    append(to, count, 4);
    append(to, value, 4);
    append(to, 0, 4);
}

std::vector<std::byte> utf16_of(std::string_view utf8) {
    std::vector<std::byte> text;
    while (!utf8.empty()) {
        const CodePoint point = next_code_point(utf8);
        utf8.remove_prefix(point.bytes);
        const auto value = static_cast<std::uint32_t>(point.value);
        if (value < 0x10000) {
            append(text, value, 2);
        } else {
            append(text, 0xd800 + ((value - 0x10000) >> 10U), 2);
            append(text, 0xdc00 + ((value - 0x10000) & 0x3ffU), 2);
        }
    }
    return text;
}

std::uint32_t unit_at(std::span<const std::byte> text, std::size_t unit, ByteOrder order) {
    const auto first = std::to_integer<std::uint32_t>(text[2 * unit]);
    const auto second = std::to_integer<std::uint32_t>(text[2 * unit + 1]);
    return order == ByteOrder::big ? first << 8U | second : second << 8U | first;
}

std::string utf8_from_utf16(std::span<const std::byte> text, ByteOrder order) {
    std::string utf8;
    const std::size_t units = text.size() / 2;
    for (std::size_t i = 0; i < units; ++i) {
        std::uint32_t value = unit_at(text, i, order);
        const bool is_high = value >= 0xd800 && value < 0xdc00;
        const std::uint32_t low = is_high && i + 1 < units ? unit_at(text, i + 1, order) : 0;
        if (low >= 0xdc00 && low < 0xe000) {
            value = 0x10000 + ((value - 0xd800) << 10U) + (low - 0xdc00);
            ++i;
        } else if (value >= 0xd800 && value < 0xe000) {
            value = 0xfffd;  // half a pair
        }
        append_utf8(utf8, static_cast<char32_t>(value));
    }
    return utf8;
}

// Programs disagree whether the text follows the block's byte order, so the text itself tells: most of what people
// write has zeros in the higher bytes.
ByteOrder order_of_text(std::span<const std::byte> text, ByteOrder order_of_block) {
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        even += text[i] == std::byte{0} ? 1 : 0;
        odd += text[i + 1] == std::byte{0} ? 1 : 0;
    }
    if (even == odd) return order_of_block;
    return even > odd ? ByteOrder::big : ByteOrder::little;
}

class TiffReader {
public:
    TiffReader(std::span<const std::byte> block, ByteOrder order) : m_block(block), m_order(order) {}

    std::optional<std::uint32_t> number(std::uint64_t offset, std::size_t bytes) const {
        if (offset > m_block.size() || m_block.size() - offset < bytes) return {};
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            const std::size_t at = m_order == ByteOrder::big ? i : bytes - 1 - i;
            value = value << 8U | std::to_integer<std::uint32_t>(m_block[offset + at]);
        }
        return value;
    }

    /// Where an entry of the folder at an offset begins.
    std::optional<std::uint64_t> entry(std::uint64_t folder, std::uint16_t tag) const {
        const auto count = number(folder, 2);
        for (std::uint32_t i = 0; count && i < *count; ++i) {
            const std::uint64_t at = folder + 2 + std::uint64_t{entry_bytes} * i;
            const auto own = number(at, 2);
            if (!own) return {};
            if (*own == tag) return at;
        }
        return {};
    }

    /// The bytes of an entry that is longer than the four that fit into it.
    std::optional<std::span<const std::byte>> bytes_of(std::uint64_t entry) const {
        const auto count = number(entry + 4, 4);
        const auto offset = number(entry + 8, 4);
        if (!count || !offset || *offset > m_block.size() || m_block.size() - *offset < *count) return {};
        return m_block.subspan(*offset, *count);
    }

private:
    std::span<const std::byte> m_block;
    ByteOrder m_order;
};

}  // namespace

std::vector<std::byte> exif_with_comment(std::string_view utf8) {
    const std::vector<std::byte> text = utf16_of(utf8);
    const auto comment_bytes = static_cast<std::uint32_t>(code_bytes + text.size());
    std::vector<std::byte> exif{std::byte{'M'}, std::byte{'M'}};
    append(exif, 42, 2);
    append(exif, head_bytes, 4);
    append_folder(exif, exif_folder_tag, long_type, 1, head_bytes + folder_bytes);
    append_folder(exif, user_comment_tag, undefined_type, comment_bytes, head_bytes + 2 * folder_bytes);
    const auto code = std::as_bytes(std::span(unicode_code));
    exif.insert(exif.end(), code.begin(), code.end());
    exif.insert(exif.end(), text.begin(), text.end());
    return exif;
}

std::optional<std::string> comment_in_exif(std::span<const std::byte> exif) {
    if (exif.size() < head_bytes) return {};
    const ByteOrder order = exif[0] == std::byte{'M'} ? ByteOrder::big : ByteOrder::little;
    const TiffReader reader(exif, order);
    const auto first = reader.number(4, 4);
    const auto link = first ? reader.entry(*first, exif_folder_tag) : std::nullopt;
    const auto folder = link ? reader.number(*link + 8, 4) : std::nullopt;
    const auto entry = folder ? reader.entry(*folder, user_comment_tag) : std::nullopt;
    const auto comment = entry ? reader.bytes_of(*entry) : std::nullopt;
    if (!comment || comment->size() < code_bytes) return {};
    const auto text = comment->subspan(code_bytes);
    if (std::ranges::equal(comment->first(code_bytes), std::as_bytes(std::span(unicode_code))))
        return utf8_from_utf16(text, order_of_text(text, order));
    return repaired_utf8({reinterpret_cast<const char*>(text.data()), text.size()});  // ASCII, or not told
}

}  // namespace lemnos
