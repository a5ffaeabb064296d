// SPDX-License-Identifier: Apache-2.0
// How prompts are read, because programs differ: which grammar, how weights act on the encoded text, where long
// prompts break. A compatibility profile holds one of these; the same words then give the same conditioning as there.
// Plain data; may cross threads.
#pragma once

namespace lemnos {

enum class PromptSyntax {
    a1111,    // (more) times 1.1, [less] divided by 1.1, (x:1.3) times 1.3; nested ones multiply; BREAK
    comfyui,  // (more) times 1.1, (x:1.3) is 1.3 whatever is around it; \( and \) for the characters
    plain,    // every character stands for itself
};

/// What a weight w does to the encoded token z.
enum class EmphasisMode {
    mean_restored,  // z * w, then the whole row scaled so that its mean stays (A1111, "Original")
    against_empty,  // (z - e) * w + e, where e is the encoded empty text (ComfyUI)
};

/// Where a prompt that is longer than one row of tokens goes on in the next.
enum class RowBreaks {
    at_commas,       // behind a comma among the last 20 tokens, otherwise anywhere (A1111)
    between_groups,  // before the text of one weight if it has fewer than 8 tokens, otherwise anywhere (ComfyUI)
};

/// How texts of fewer rows become as long as the longest of a run.
enum class RowFilling {
    empty_rows,     // rows of the empty text follow (A1111)
    repeated_rows,  // all rows repeated, up to a common multiple, which attention cannot tell apart (ComfyUI)
};

/// Whether [a:b:0.5], [a|b], AND and # comments mean something.
enum class PromptEditing { on, off };

struct PromptRules {
    PromptSyntax syntax = PromptSyntax::a1111;
    EmphasisMode emphasis = EmphasisMode::mean_restored;
    RowBreaks breaks = RowBreaks::at_commas;
    RowFilling filling = RowFilling::empty_rows;
    PromptEditing editing = PromptEditing::on;
    friend bool operator==(const PromptRules&, const PromptRules&) = default;
};

inline constexpr PromptRules a1111_prompts{};
inline constexpr PromptRules comfyui_prompts{PromptSyntax::comfyui, EmphasisMode::against_empty,
                                             RowBreaks::between_groups, RowFilling::repeated_rows, PromptEditing::off};

}  // namespace lemnos
