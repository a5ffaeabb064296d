// SPDX-License-Identifier: Apache-2.0
// How long a prompt is for a model's text encoder, told while it is typed: the vocabulary is read once, from the
// model's header or where families/tokenizer_source.h looks, and no weight is loaded. An immutable value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/session.h"
#include "text/clip_tokenizer.h"
#include "text/prompt_rules.h"

namespace lemnos {

struct PromptLength {
    std::uint32_t tokens = 0;     // up to the end of the last row; BREAK fills its row
    std::uint32_t room = 0;       // of the rows that this takes
    std::uint32_t row = 0;        // tokens of one row
    std::uint32_t cut_words = 0;  // that fit into no row that the model takes
    bool is_estimate = false;     // because of choices, whose lengths differ
    /// Bytes of the prompt at which rows end and another follows; empty where the prompt is several texts (choices,
    /// schedules, AND), whose rows end at different places.
    std::vector<std::size_t> row_ends;
};

class PromptCounter {
public:
    /// `model` as in a Request. Reads files: tens of milliseconds.
    static Result<PromptCounter> open(const std::string& model, const SessionOptions& options);
    PromptCounter(ClipTokenizer tokenizer, std::uint32_t most_rows)
        : m_tokenizer(std::move(tokenizer)), m_most_rows(most_rows) {}

    /// Of the longest text that the prompt comes to. Words that a file teaches count as their names.
    PromptLength count(std::string_view prompt, const PromptRules& rules) const;

private:
    ClipTokenizer m_tokenizer;
    std::uint32_t m_most_rows;
};

}  // namespace lemnos
