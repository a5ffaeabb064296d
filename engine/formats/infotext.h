// SPDX-License-Identifier: Apache-2.0
// The text by which pictures tell other programs how they were made: A1111's "parameters" (prompt, negative prompt,
// then one line of "Name: value" pairs that starts with "Steps: "), read by A1111, Civitai and galleries.
// Free functions over plain values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lemnos {

/// The keyword of the text in PNG files, and ours for it in all others.
inline constexpr std::string_view infotext_keyword = "parameters";

struct Infotext {
    std::string prompt;
    std::string negative_prompt;
    /// In the order in which they are written; "Steps" should be the first.
    std::vector<std::pair<std::string, std::string>> fields;

    /// The value of a field, or null.
    const std::string* find(std::string_view name) const;
    friend bool operator==(const Infotext&, const Infotext&) = default;
};

/// Values with a comma, a colon or a line break are written as JSON strings.
std::string write_infotext(const Infotext& info);

/// Never fails: text without a line of fields is all prompt. Takes time proportional to the text.
Infotext parse_infotext(std::string_view text);

}  // namespace lemnos
