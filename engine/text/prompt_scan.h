// SPDX-License-Identifier: Apache-2.0
// Where a prompt has which syntax, for those who show and edit it: the same grammar that the parsers of this folder
// read, with places instead of meanings. Free functions over plain values; any thread. Never fails.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/prompt_rules.h"

namespace lemnos {

/// Bytes of a prompt, from `begin` up to `end`.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool contains(TextRange other) const { return begin <= other.begin && other.end <= end; }
    bool overlaps(TextRange other) const { return begin < other.end && other.begin < end; }
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

enum class PromptMarkKind {
    emphasis,     // brackets of weights, and ":1.2"
    schedule,     // brackets, separators and step of [a:b:0.5] and [a|b]
    choice,       // braces and bars of {a|b}, and __name__
    lora,         // <lora:name:1>
    chunk_break,  // BREAK
    part,         // AND
    comment,
    unbalanced,  // a bracket without a partner, <lora: without an end
};

struct PromptMark {
    TextRange range;
    PromptMarkKind kind = PromptMarkKind::emphasis;
    friend bool operator==(const PromptMark&, const PromptMark&) = default;
};

/// Brackets that belong together: the place of the opening one, those of the separators, that of the closing one.
/// A separator of (x:1.2) is the colon of the weight.
struct PromptGroup {
    std::vector<std::size_t> bounds;
    bool is_round = false;
    TextRange whole() const { return {bounds.front(), bounds.back() + 1}; }
    TextRange inside() const { return {bounds.front() + 1, bounds[1]}; }  // of round ones: without the weight
};

struct PromptScan {
    std::vector<PromptMark> marks;  // in their order; none overlap
    std::vector<PromptGroup> groups;
};

PromptScan scan_prompt(std::string_view prompt, const PromptRules& rules);

}  // namespace lemnos
