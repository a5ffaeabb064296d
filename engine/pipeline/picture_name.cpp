// SPDX-License-Identifier: Apache-2.0
#include "pipeline/picture_name.h"

#include <string>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/utf8.h"

namespace lemnos {
namespace {

constexpr std::size_t longest_words = 60;  // bytes; names of 255 bytes are the limit of common file systems

// Letters beyond ASCII are kept, because half of the world writes prompts with them; of ASCII only what is safe in
// every file system. Control characters of Unicode (spaces, directions) count as gaps.
bool belongs_to_word(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool latin_punctuation = c < 0xC0;
    const bool general_punctuation = c >= 0x2000 && c <= 0x206F;
    const bool wide_punctuation = (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE00 && c <= 0xFFFF);
    return !latin_punctuation && !general_punctuation && !wide_punctuation && c != U'\uFFFD';
}

std::string words_of(std::string_view prompt) {
    std::string words;
    bool gap = false;
    while (!prompt.empty()) {
        const CodePoint c = next_code_point(prompt);
        prompt.remove_prefix(c.bytes);
        if (!belongs_to_word(c.value)) {
            gap = !words.empty();
            continue;
        }
        std::string next = gap ? "-" : "";
        append_utf8(next, c.value >= 'A' && c.value <= 'Z' ? c.value + ('a' - 'A') : c.value);
        if (words.size() + next.size() > longest_words) break;
        words += next;
        gap = false;
    }
    return words;
}

}  // namespace

std::filesystem::path picture_name(std::string_view prompt, std::uint64_t seed, std::time_t when) {
    const std::string words = words_of(prompt);
    const std::tm local = fmt::localtime(when);
    return fmt::format("{:%Y-%m-%d}/{:%H%M%S}-{}{}{}.png", local, local, seed, words.empty() ? "" : "-", words);
}

}  // namespace lemnos
