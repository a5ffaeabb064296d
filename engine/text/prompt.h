// SPDX-License-Identifier: Apache-2.0
// What people write into a prompt besides words: emphasis in brackets. Parsed into spans with weights, then into rows
// of tokens with a weight each, as text encoders take them. Free functions over plain values; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/clip_tokenizer.h"

namespace lemnos {

enum class PromptSyntax {
    emphasis,  // A1111's: (more) times 1.1, [less] divided by 1.1, (x:1.3) times 1.3; nested ones multiply
    plain,     // every character stands for itself
};

struct PromptSpan {
    enum class Kind { text, chunk_break };  // BREAK as a word of its own begins a new row of tokens
    std::string text;
    double weight = 1;
    Kind kind = Kind::text;
    friend bool operator==(const PromptSpan&, const PromptSpan&) = default;
};

/// Never fails and never loses a word. \( \) \[ \] and \\ stand for the character; brackets that do not close reach to
/// the end; closing ones that close nothing stand for themselves. Neighbours of one weight are one span. Weights stay
/// within +-`largest_weight`.
std::vector<PromptSpan> parse_prompt(std::string_view prompt, PromptSyntax syntax = PromptSyntax::emphasis);
constexpr double largest_weight = 100;

/// One row for the text encoder, like TokenRow, and a weight for each token: 1 for start, end and padding.
struct PromptChunk {
    std::vector<TokenId> ids;
    std::vector<float> weights;
};

struct PromptTokens {
    std::vector<PromptChunk> chunks;  // at least one
    std::uint32_t cut_words = 0;      // that did not fit into `most_chunks` rows
    std::string first_cut;            // the first of them
    bool is_weighted() const;         // whether any token's weight is not 1
};

/// Fills rows with words in their order. Where a second row is allowed, a row that is full ends behind the last comma
/// of its last 20 tokens, so that a description stays together (A1111's way).
PromptTokens tokenize_prompt(const ClipTokenizer& tokenizer, std::span<const PromptSpan> spans,
                             std::uint32_t most_chunks = 1);

}  // namespace lemnos
