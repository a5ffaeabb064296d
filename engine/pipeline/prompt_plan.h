// SPDX-License-Identifier: Apache-2.0
// What the prompts of a request come to for each picture of its batch: wildcards chosen by the picture's seed, LoRA
// tags taken out, AND taken apart. Free functions over plain values (they read the wildcard files); any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/request.h"
#include "text/prompt_markup.h"
#include "text/prompt_rules.h"

namespace lemnos {

struct PromptPlan {
    std::string prompt;  // with its choices made: as it is stored, and read again when it is replayed
    std::string negative_prompt;
    std::vector<PromptPart> parts;  // of the prompt, without LoRA tags; at least one
    std::string negative_text;      // the negative prompt without LoRA tags
    std::vector<LoraMention> loras;

    friend bool operator==(const PromptPlan&, const PromptPlan&) = default;
};

struct PromptPlans {
    std::vector<PromptPlan> pictures;  // one for each picture of the batch
    std::vector<std::string> notes;    // what the user should know
};

/// Picture i chooses as a request of its own with seed + i would (ComfyUI's rules: as the first does). An error names
/// the field.
Result<PromptPlans> plan_prompts(const Request& request, const PromptRules& rules,
                                 const std::filesystem::path& wildcards);

}  // namespace lemnos
