// SPDX-License-Identifier: Apache-2.0
// The tiny autoencoder for previews (TAESD, Bohan 2023), under its original numbered names. Latents are in the scale of
// the UNet; pictures are in 0..1. A hundredth of the work of the real decoder.
// Pure functions that build a graph; the builder's thread.
#pragma once

#include <string>

#include "nets/vae.h"

namespace lemnos {

struct TinyVaeConfig {
    std::uint32_t channels = 64;
    std::uint32_t z_channels = 4;
    static constexpr std::uint32_t factor = 8;
    friend bool operator==(const TinyVaeConfig&, const TinyVaeConfig&) = default;
};

/// Picture [batch, height, width, 3] -> latents [batch, height / 8, width / 8, z_channels].
Value tiny_vae_encode(const Scope& s, const TinyVaeConfig& config, Value picture);

/// Latents [batch, height, width, z_channels] -> picture [batch, 8 * height, 8 * width, 3], not clamped.
Value tiny_vae_decode(const Scope& s, const TinyVaeConfig& config, Value latents);

/// Input "picture", output "latents".
Result<Graph> tiny_vae_encoder_graph(const WeightIndex* weights, const std::string& root, const TinyVaeConfig& config,
                                     PictureSize size, DType dtype);
/// Input "latents", output "picture".
Result<Graph> tiny_vae_decoder_graph(const WeightIndex* weights, const std::string& root, const TinyVaeConfig& config,
                                     PictureSize size, DType dtype);

}  // namespace lemnos
