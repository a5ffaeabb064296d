// SPDX-License-Identifier: Apache-2.0
// What prompt parsers ask of single bytes and short numbers. Internal to this folder. Free functions; any thread.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

namespace lemnos {

inline bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }
inline bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Part of a word in the sense of \b: letters, digits, underscore, and everything beyond ASCII.
inline bool is_word(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return is_digit(letter) || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') || byte == '_' || byte >= 0x80;
}

inline std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Whether `text` has `word` at `at`, not as part of a longer one.
inline bool is_whole_word(std::string_view text, std::size_t at, std::string_view word) {
    const std::size_t end = at + word.size();
    return text.substr(at, word.size()) == word && (at == 0 || !is_word(text[at - 1])) &&
           (end == text.size() || !is_word(text[end]));
}

/// The whole text as a finite number: an optional sign, digits, a point; "1e3" only where `format` allows it.
inline std::optional<double> number_of(std::string_view text, std::chars_format format = std::chars_format::fixed) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, format);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return negative ? -value : value;
}

/// ": 1.3 )" at the start of `text`, which ends brackets: the number, and how long all of that is.
struct ClosingWeight {
    double value = 1;
    std::size_t length = 0;
};

inline std::optional<ClosingWeight> closing_weight(std::string_view text) {
    std::size_t at = 1;
    const auto skip_spaces = [&] {
        while (at < text.size() && is_space(text[at])) ++at;
    };
    skip_spaces();
    const std::size_t begin = at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    while (at < text.size() && (text[at] == '.' || is_digit(text[at]))) ++at;
    const auto value = number_of(text.substr(begin, at - begin));
    skip_spaces();
    if (!value || at >= text.size() || text[at] != ')') return std::nullopt;
    return ClosingWeight{*value, at + 1};
}

}  // namespace lemnos
