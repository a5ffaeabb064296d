// SPDX-License-Identifier: Apache-2.0
// Weights by key: what changes in a prompt when the weight at the cursor or of the selection goes up or down.
// A free function over plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/prompt_scan.h"

namespace lemnos {

struct PromptEdit {
    TextRange replaced;
    std::string text;    // in its place
    TextRange selected;  // afterwards, in the new prompt; empty where nothing was selected: the cursor
};

/// Changes by `step` the weight of the LoRA tag that `selected` lies in, else of the round brackets around it, else
/// puts the selection, or the word at the cursor, in brackets with 1 + step. Brackets whose weight becomes 1 go.
/// Nothing where there is no word, in comments, and where the selection has one bracket of a pair only.
std::optional<PromptEdit> nudge_weight(std::string_view prompt, TextRange selected, double step,
                                       const PromptRules& rules);

}  // namespace lemnos
