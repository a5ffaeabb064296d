// SPDX-License-Identifier: Apache-2.0
// From spans with weights to rows of tokens as text encoders take them, with a weight for each token and places for
// words that a file teaches (textual inversion). Free functions over plain values; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "text/clip_tokenizer.h"
#include "text/prompt.h"

namespace lemnos {

/// A learned word: where the prompt has its name, so many vectors of its file take the place of token embeddings. Names
/// of 0 vectors are dropped.
struct LearnedWord {
    std::string name;
    std::uint32_t vectors = 1;
};

/// One vector of a learned word in a row; the token at its place means nothing, but it is not the end.
struct InsertedVector {
    std::uint32_t position = 0;  // in the row
    std::uint32_t word = 0;      // index of the learned word
    std::uint32_t vector = 0;    // of the word
    friend bool operator==(const InsertedVector&, const InsertedVector&) = default;
};

/// One row for the text encoder: start, tokens, end, padding, and a weight for each, 1 for all but the tokens.
struct PromptChunk {
    std::vector<TokenId> ids;
    std::vector<float> weights;
    std::vector<InsertedVector> inserted;
};

struct PromptTokens {
    std::vector<PromptChunk> chunks;  // at least one
    std::uint32_t cut_words = 0;      // that did not fit into the rows
    std::string first_cut;            // the first of them
    bool is_weighted() const;         // whether any token's weight is not 1
};

struct RowOptions {
    std::uint32_t most = 1;  // rows; words that do not fit are cut
    RowBreaks breaks = RowBreaks::at_commas;
    std::span<const LearnedWord> words;
};

/// The names after "embedding:" as far as white space goes, once each and none empty; a comma behind one may or may not
/// belong to it.
std::vector<std::string> mentioned_words(std::span<const PromptSpan> spans);

/// Fills rows with words in their order. Learned words are found by the tokens of their names (at_commas, as A1111
/// does), or as "embedding:name" (between_groups, as ComfyUI does).
PromptTokens tokenize_prompt(const ClipTokenizer& tokenizer, std::span<const PromptSpan> spans,
                             const RowOptions& options = {});

}  // namespace lemnos
