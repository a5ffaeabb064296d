// SPDX-License-Identifier: Apache-2.0
// The text encoder of CLIP (Radford et al. 2021) under the names of Hugging Face's checkpoints: a causal transformer
// over at most max_length tokens. Its hidden states are the context of the UNet; some networks take the pooled vector
// of the whole text as well.
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

/// The pooled vector is that of the end token after all layers and the final norm, times a matrix of the file.
enum class Pooled {
    none,
    plain,       // by "text_projection" [hidden_size][projection_size] below the encoder's root (OpenCLIP)
    transposed,  // by "text_projection.weight" [projection_size][hidden_size] there (Hugging Face's orientation)
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
    Pooled pooled = Pooled::none;
    std::uint32_t projection_size = 0;  // of the pooled vector
    std::uint32_t clip_skip = 0;  // as people count: 1 takes all layers, 2 all but the last; 0 takes what `take` says
    friend bool operator==(const ClipTextConfig&, const ClipTextConfig&) = default;
};

/// Whether vectors from outside may stand in the place of token embeddings (textual inversion, Gal et al. 2022).
enum class InsertedVectors { none, given };

struct ClipTextInputs {
    Value ids;       // [batch, max_length], u32
    Value ends;      // [batch, 1], u32: index of the end token among all batch * max_length; only for the pooled vector
    Value kept;      // [batch, max_length, 1]: 1 where the token counts, 0 where a vector takes its place
    Value inserted;  // [batch, max_length, hidden_size]: those vectors, and 0 elsewhere; empty without any
};

struct ClipTextOutputs {
    Value states;  // [batch, max_length, hidden_size]
    Value pooled;  // [batch, 1, projection_size], or empty
};

/// The scope holds "embeddings", "encoder" and "final_layer_norm".
ClipTextOutputs clip_text(const Scope& s, const ClipTextConfig& config, const ClipTextInputs& inputs);

/// The whole graph: inputs "ids", where the configuration pools "ends", and with vectors "kept" and "inserted"; outputs
/// "result" and "pooled".
Result<Graph> clip_text_graph(const WeightIndex* weights, const std::string& root, const ClipTextConfig& config,
                              std::uint32_t batch, DType dtype, InsertedVectors vectors = InsertedVectors::none);

}  // namespace lemnos
