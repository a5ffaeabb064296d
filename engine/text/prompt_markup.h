// SPDX-License-Identifier: Apache-2.0
// What a prompt says about itself besides words: # comments, <lora:name:weight>, and "a AND b :0.5".
// Free functions over plain values; any thread. None fails or loses a word that it does not own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lemnos {

/// From # to the end of the line; a line of its own goes whole. \# is left for the parser, which knows it.
std::string without_comments(std::string_view prompt);

/// A LoRA that a prompt asks for; finding the file is for others.
struct LoraMention {
    std::string name;
    double unet_weight = 1;
    double text_weight = 1;
    friend bool operator==(const LoraMention&, const LoraMention&) = default;
};

struct PromptWithLoras {
    std::string text;  // without the tags
    std::vector<LoraMention> loras;
};

/// <lora:name>, <lora:name:weight>, <lora:name:unet:text>, and A1111's <lora:name:unet=1:te=0.5>. A tag with a weight
/// that is no number stays in the text. Weights stay within +-`largest_lora_weight`.
PromptWithLoras extract_loras(std::string_view prompt);
constexpr double largest_lora_weight = 100;
constexpr std::string_view lora_tag = "<lora:";
/// What stands between `lora_tag` and ">"; nothing where that is no tag.
std::optional<LoraMention> read_lora_tag(std::string_view inside);

/// One of the prompts that are painted together (composable diffusion, Liu et al. 2022).
struct PromptPart {
    std::string text;
    double weight = 1;
    friend bool operator==(const PromptPart&, const PromptPart&) = default;
};

/// Splits at the word AND. With one, a part may end in ": weight"; without, the prompt is one part as it stands, so
/// that "a clock at 12:30" keeps its time (A1111 takes it for a weight of 30). Never empty.
std::vector<PromptPart> split_parts(std::string_view prompt);

/// A prompt mixes at most so many; further ones join the last, because each costs a pass through the network.
constexpr std::size_t most_parts = 16;

}  // namespace lemnos
