// SPDX-License-Identifier: Apache-2.0
// Emphasis in prompts, in the grammars of A1111 and ComfyUI (prompt_rules.h): parsed into spans of text with weights.
// Free functions over plain values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/prompt_rules.h"

namespace lemnos {

struct PromptSpan {
    enum class Kind { text, chunk_break };  // BREAK as a word of its own begins a new row of tokens
    std::string text;
    double weight = 1;
    Kind kind = Kind::text;
    friend bool operator==(const PromptSpan&, const PromptSpan&) = default;
};

/// Never fails and never loses a word. Weights stay within +-`largest_weight`.
/// a1111: a backslash makes the next character stand for itself; brackets that do not close reach to the end; closing
/// ones that close nothing stand for themselves; neighbours of one weight are one span.
/// comfyui: brackets that do not pair stand for themselves; spans are as they are written, because long prompts break
/// between them.
std::vector<PromptSpan> parse_prompt(std::string_view prompt, PromptSyntax syntax = PromptSyntax::a1111);
constexpr double largest_weight = 100;

/// ComfyUI's grammar, as parse_prompt calls it.
std::vector<PromptSpan> parse_comfyui_prompt(std::string_view prompt);

}  // namespace lemnos
