// SPDX-License-Identifier: Apache-2.0
// The autoencoder of latent diffusion (Rombach et al. 2022; architecture of Esser et al. 2021), under the names of the
// original checkpoints. Pictures are in -1..1; latents here are not yet multiplied by the family's scale.
// Pure functions that build a graph; the builder's thread.
#pragma once

#include <string>
#include <vector>

#include "nn/scope.h"

namespace lemnos {

struct VaeConfig {
    std::uint32_t z_channels = 4;
    std::uint32_t ch = 128;
    std::vector<std::uint32_t> ch_mult = {1, 2, 4, 4};  // by level
    std::uint32_t num_res_blocks = 2;                   // of a level; one more in the decoder

    /// Pixels per latent in each direction.
    std::uint32_t factor() const { return 1U << (ch_mult.size() - 1); }
    friend bool operator==(const VaeConfig&, const VaeConfig&) = default;
};

/// Picture [batch, height, width, 3] -> moments [batch, height / factor, width / factor, 2 * z_channels]: mean of the
/// posterior (its mode) in the first half, logarithm of the variance in the second.
Value vae_encode(const Scope& s, const VaeConfig& config, Value picture);

/// Latents [batch, height, width, z_channels] -> picture [batch, height * factor, width * factor, 3], not clamped.
Value vae_decode(const Scope& s, const VaeConfig& config, Value latents);

struct PictureSize {
    std::uint32_t batch = 1;
    std::uint32_t height = 0;  // of the graph's input: pixels to encode, latents to decode
    std::uint32_t width = 0;
};

/// Input "picture", output "moments".
Result<Graph> vae_encoder_graph(const WeightIndex* weights, const std::string& root, const VaeConfig& config,
                                PictureSize size, DType dtype);
/// Input "latents", output "picture".
Result<Graph> vae_decoder_graph(const WeightIndex* weights, const std::string& root, const VaeConfig& config,
                                PictureSize size, DType dtype);

}  // namespace lemnos
