// SPDX-License-Identifier: Apache-2.0
// What the network is told of the prompts at each step of a run: encoded texts, each once, and for each picture which
// of them counts when and how much. Plain values, made once for a run; the engine's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/prompt_plan.h"
#include "tensor/host_tensor.h"
#include "text/prompt_schedule.h"

namespace lemnos {

/// A text that may change over the steps.
struct TextTrack {
    struct Part {
        std::uint32_t until = 0;  // step, counted from 1
        std::size_t text = 0;     // index into Conditioning::texts
    };
    std::vector<Part> parts;  // at least one, unless it is not needed
    double weight = 1;

    /// The text of a step, counted from 1; the last part's from its end on.
    std::size_t at(std::uint32_t step) const;
};

struct PictureConditioning {
    std::vector<TextTrack> prompts;  // painted together
    TextTrack negative;
};

/// What the network is told of one text.
struct Condition {
    HostTensor context;  // [1, tokens, context_dim]
    HostTensor labels;   // [1, adm_in_channels]; empty where the network takes none
};

struct Conditioning {
    std::vector<Condition> texts;  // of one shape
    std::vector<PictureConditioning> pictures;
};

/// Negative prompts are told `other` wherever they read the text of this index.
void replace_in_negatives(Conditioning& conditioning, std::size_t text, Condition other);

/// One pass of a picture through the network; its predictions add up with these factors.
struct Evaluation {
    std::uint32_t picture = 0;
    std::size_t text = 0;
    double factor = 1;
};

/// negative + scale * sum of weight * (prompt - negative) for each picture (Ho & Salimans 2022; Liu et al. 2022). The
/// prompts of all pictures come before the negative ones, which are left out where their factor is 0, as it is at
/// guidance 1. Their number is the same for every step.
std::vector<Evaluation> evaluations_at(const Conditioning& conditioning, std::uint32_t step, double guidance_scale);

/// The distinct texts of a run and who reads them, before they are encoded.
struct TextSchedule {
    std::vector<std::string> texts;
    std::vector<PictureConditioning> pictures;
};

enum class NegativeTexts { needed, not_needed };  // at guidance 1 nothing reads them

TextSchedule schedule_texts(const PromptPlans& plans, const PromptRules& rules, std::uint32_t steps,
                            NegativeTexts negative);

/// How often a run calls the network in each step.
std::size_t evaluations_of(const PromptPlans& plans, double guidance_scale);
/// Whether any of these calls is with a negative prompt.
NegativeTexts negative_texts_of(const PromptPlans& plans, double guidance_scale);

}  // namespace lemnos
