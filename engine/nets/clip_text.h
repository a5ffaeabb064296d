// SPDX-License-Identifier: Apache-2.0
// The text encoder of CLIP (Radford et al. 2021) under the names of Hugging Face's checkpoints: a causal transformer
// over at most max_length tokens. Its hidden states, not its pooled vector, are the context of the UNet.
// Pure functions that build a graph; the builder's thread.
#pragma once

#include <string>

#include "nn/scope.h"

namespace lemnos {

/// Which hidden state is taken.
enum class TakeLayer {
    last_normalised,         // after all layers and the final layer norm (SD 1)
    penultimate_normalised,  // without the last layer, but with the final norm (SD 2, "clip skip 2")
    penultimate,             // without both (SDXL)
};

struct ClipTextConfig {
    std::uint32_t hidden_size = 768;
    std::uint32_t layers = 12;
    std::uint32_t heads = 12;
    std::uint32_t intermediate_size = 3072;
    std::uint32_t max_length = 77;
    std::uint32_t vocab_size = 49408;
    ops::Activation activation = ops::Activation::gelu_quick;
    TakeLayer take = TakeLayer::last_normalised;
    friend bool operator==(const ClipTextConfig&, const ClipTextConfig&) = default;
};

/// ids [batch, max_length] of u32 -> [batch, max_length, hidden_size]. The scope holds "embeddings" and "encoder".
Value clip_text(const Scope& s, const ClipTextConfig& config, Value ids);

/// The whole graph: input "ids", output "result".
Result<Graph> clip_text_graph(const WeightIndex* weights, const std::string& root, const ClipTextConfig& config,
                              std::uint32_t batch, DType dtype);

}  // namespace lemnos
