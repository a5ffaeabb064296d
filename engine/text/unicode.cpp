// SPDX-License-Identifier: Apache-2.0
#include "text/unicode.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "base/utf8.h"

namespace lemnos::unicode {
namespace {

// The row of sorted ranges that holds `point`, or null.
template <typename Range>
const Range* range_of(std::span<const Range> ranges, char32_t point) {
    const auto after = std::ranges::upper_bound(ranges, point, {}, &Range::first);
    if (after == ranges.begin()) return nullptr;
    const Range& row = *std::prev(after);
    return point <= row.last ? &row : nullptr;
}

bool is_white_space(char32_t point) {
    return (point >= 0x09 && point <= 0x0d) || point == 0x20 || point == 0x85 || point == 0xa0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029 || point == 0x202f ||
           point == 0x205f || point == 0x3000;
}

unsigned order_of(char32_t point) {
    const MarkRange* row = range_of(marks(), point);
    return row == nullptr ? 0 : row->order;
}

// Hangul syllables are made of a leading consonant, a vowel and perhaps a trailing consonant, by arithmetic.
constexpr char32_t syllables = 0xac00, leading = 0x1100, vowels = 0x1161, trailing = 0x11a7;
constexpr char32_t leading_count = 19, vowel_count = 21, trailing_count = 28;
constexpr char32_t syllable_count = leading_count * vowel_count * trailing_count;

void append_decomposed(std::u32string& to, char32_t point) {
    if (point - syllables < syllable_count) {
        const char32_t index = point - syllables;
        to.push_back(leading + index / (vowel_count * trailing_count));
        to.push_back(vowels + index / trailing_count % vowel_count);
        if (index % trailing_count != 0) to.push_back(trailing + index % trailing_count);
        return;
    }
    const auto rows = decompositions();
    const auto row = std::ranges::lower_bound(rows, point, {}, &Decomposition::composed);
    if (row == rows.end() || row->composed != point) {
        to += point;
        return;
    }
    append_decomposed(to, row->first);
    if (row->second != 0) append_decomposed(to, row->second);
}

// Marks on one letter come in the order of their classes.
void order_marks(std::u32string& text) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && order_of(text[end]) != 0) ++end;
        const auto begin = text.begin() + static_cast<std::ptrdiff_t>(i);
        std::stable_sort(begin, text.begin() + static_cast<std::ptrdiff_t>(end),
                         [](char32_t a, char32_t b) { return order_of(a) < order_of(b); });
        i = std::max(end, i + 1);
    }
}

std::uint64_t pair_key(char32_t first, char32_t second) { return (std::uint64_t{first} << 32U) | second; }

// 0 if the two do not compose.
char32_t composed(char32_t first, char32_t second) {
    if (first - leading < leading_count && second - vowels < vowel_count)
        return syllables + ((first - leading) * vowel_count + (second - vowels)) * trailing_count;
    const bool open_syllable = first - syllables < syllable_count && (first - syllables) % trailing_count == 0;
    if (open_syllable && second > trailing && second < trailing + trailing_count) return first + (second - trailing);
    static const auto pairs = [] {
        std::unordered_map<std::uint64_t, char32_t> map;
        for (const Decomposition& row : decompositions())
            if (row.second != 0 && !std::ranges::binary_search(exclusions(), row.composed))
                map.emplace(pair_key(row.first, row.second), row.composed);
        return map;
    }();
    const auto pair = pairs.find(pair_key(first, second));
    return pair == pairs.end() ? 0 : pair->second;
}

std::u32string compose(std::u32string_view text) {
    std::u32string result;
    std::size_t starter = std::u32string::npos;  // where in `result` the last character of class 0 stands
    unsigned last_order = 0;
    for (const char32_t point : text) {
        const unsigned order = order_of(point);
        // A mark is blocked by one of the same or a higher class between it and the starter.
        const bool adjacent = starter != std::u32string::npos && starter + 1 == result.size();
        const bool reaches = starter != std::u32string::npos && (adjacent || (last_order < order && order != 0));
        const char32_t joined = reaches ? composed(result[starter], point) : 0;
        if (joined != 0) {
            result[starter] = joined;
            continue;
        }
        if (order == 0) starter = result.size();
        last_order = order;
        result += point;
    }
    return result;
}

}  // namespace

std::u32string decode(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    while (!utf8.empty()) {
        const CodePoint point = next_code_point(utf8);
        text += point.value;
        utf8.remove_prefix(point.bytes);
    }
    return text;
}

std::string encode(std::u32string_view text) {
    std::string utf8;
    for (const char32_t point : text) append_utf8(utf8, point);
    return utf8;
}

CharacterClass class_of(char32_t point) {
    if (is_white_space(point)) return CharacterClass::white_space;
    const ClassRange* row = range_of(classes(), point);
    return row == nullptr ? CharacterClass::other : row->kind;
}

std::u32string to_lower(std::u32string_view text) {
    std::u32string result;
    for (const char32_t point : text) {
        const LowerRange* row = range_of(lower(), point);
        if (point == 0x130)
            result += U"i\u0307";  // the only letter whose lower case is two characters
        else if (row != nullptr && (point - row->first) % row->stride == 0)
            result += static_cast<char32_t>(static_cast<std::int64_t>(point) + row->distance);
        else
            result += point;
    }
    return result;
}

std::u32string to_nfc(std::u32string_view text) {
    // Nothing below U+0300 decomposes into or composes with anything of its own kind but as already composed.
    if (std::ranges::all_of(text, [](char32_t point) { return point < 0x300; })) return std::u32string(text);
    std::u32string result;
    for (const char32_t point : text) append_decomposed(result, point);
    order_marks(result);
    return compose(result);
}

}  // namespace lemnos::unicode
