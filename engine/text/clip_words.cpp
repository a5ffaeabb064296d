// SPDX-License-Identifier: Apache-2.0
#include "text/clip_words.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace lemnos {
namespace {

using unicode::CharacterClass;
using unicode::class_of;

constexpr std::array<std::u32string_view, 7> endings{U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"};

std::size_t run_length(std::u32string_view text, CharacterClass kind) {
    std::size_t length = 0;
    while (length < text.size() && class_of(text[length]) == kind) ++length;
    return length;
}

std::size_t word_length(std::u32string_view text) {
    for (const std::u32string_view ending : endings)
        if (text.starts_with(ending)) return ending.size();
    const CharacterClass kind = class_of(text.front());
    return kind == CharacterClass::number ? 1 : run_length(text, kind);
}

void append_words(std::vector<std::string>& words, std::string_view part) {
    const std::u32string clean = unicode::to_lower(unicode::to_nfc(unicode::decode(part)));
    for (std::u32string_view rest = clean; !rest.empty();) {
        const std::size_t length = word_length(rest);
        if (class_of(rest.front()) != CharacterClass::white_space)
            words.push_back(unicode::encode(rest.substr(0, length)));
        rest.remove_prefix(length);
    }
}

}  // namespace

std::vector<std::string> clip_words(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t start = text.find(start_of_text);
        const std::size_t end = text.find(end_of_text);
        const std::size_t at = std::min({start, end, text.size()});
        append_words(words, text.substr(0, at));
        text.remove_prefix(at);
        if (text.empty()) break;
        const std::string_view special = start < end ? start_of_text : end_of_text;
        words.emplace_back(special);
        text.remove_prefix(special.size());
    }
    return words;
}

}  // namespace lemnos
