// SPDX-License-Identifier: Apache-2.0
// The networks of a model in the sizes that runs need, as graphs, and what they take on a device.
// Plain data and pure functions; any thread.
#pragma once

#include "families/model_description.h"
#include "graph/footprint.h"

namespace lemnos {

/// The networks of a checkpoint, each with weights of its own.
enum class Network { text_encoder, unet, vae_encoder, vae_decoder, preview_decoder };

/// A network in the sizes that a run needs; sizes are those of its input.
struct NetworkUse {
    Network network = Network::unet;
    DType dtype = DType::f16;
    std::uint32_t batch = 1;
    std::uint32_t height = 0;
    std::uint32_t width = 0;
    std::uint32_t tokens = 0;
    std::size_t which = 0;  // of the text encoders
    std::uint32_t clip_skip = 0;
    InsertedVectors vectors = InsertedVectors::none;
    friend bool operator==(const NetworkUse&, const NetworkUse&) = default;
};

/// Without `weights` every weight is taken to be there.
Result<Graph> graph_of(const ModelDescription& model, const WeightIndex* weights, const NetworkUse& use);

}  // namespace lemnos
