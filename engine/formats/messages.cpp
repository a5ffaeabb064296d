// SPDX-License-Identifier: Apache-2.0
#include "formats/messages.h"

#include "base/utf8.h"

namespace lemnos {
namespace {

constexpr std::size_t longest_shown = 120;  // bytes

bool could_mislead(char32_t point) {
    const bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    const bool bidirectional = point == 0x61c || point == 0x200e || point == 0x200f ||
                               (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    return control || bidirectional;
}

}  // namespace

std::string grouped(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string in_quotes(std::string_view text) {
    std::string shown = "\"";
    while (!text.empty()) {
        if (shown.size() > longest_shown) return shown + "...\"";
        const CodePoint point = next_code_point(text);
        const bool plain = point.state == CodePoint::State::valid && !could_mislead(point.value);
        shown += plain ? text.substr(0, point.bytes) : "?";
        text.remove_prefix(point.bytes);
    }
    return shown + "\"";
}

}  // namespace lemnos
