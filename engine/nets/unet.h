// SPDX-License-Identifier: Apache-2.0
// The UNet of latent diffusion (Rombach et al. 2022) under the names of the original checkpoints: Stable Diffusion 1,
// 2, XL, their inpainting kin and the starter model differ only in the configuration.
// Pure functions that build a graph; the builder's thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "nn/scope.h"

namespace lemnos {

/// Attention heads of a block: as many everywhere, or of one size everywhere.
struct Heads {
    std::uint32_t count = 8;  // 0: by size
    std::uint32_t channels = 0;
    std::uint32_t of(std::uint32_t width) const { return count != 0 ? count : width / channels; }
    friend bool operator==(const Heads&, const Heads&) = default;
};

/// What stands between the way down and the way up.
enum class MiddleBlock {
    attending,  // residual block, transformer, residual block
    residual,   // one residual block (SSD-1B, Vega)
    none,       // nothing (KOALA 700M)
};

/// Transformer blocks behind each residual block, in the order of the network. Networks that were pruned after training
/// differ from block to block.
struct UNetDepths {
    std::vector<std::uint32_t> in;
    std::uint32_t middle = 1;
    std::vector<std::uint32_t> out;

    /// As networks are designed: one depth on each level, the same down and up.
    static UNetDepths by_level(std::span<const std::uint32_t> levels, std::uint32_t middle,
                               std::uint32_t num_res_blocks);
    friend bool operator==(const UNetDepths&, const UNetDepths&) = default;
};

struct UNetConfig {
    std::uint32_t in_channels = 4;  // 9 with mask and masked picture
    std::uint32_t out_channels = 4;
    std::uint32_t model_channels = 320;
    std::vector<std::uint32_t> channel_mult = {1, 2, 4, 4};  // by level
    std::uint32_t num_res_blocks = 2;                        // of a level; one more on the way up
    UNetDepths depths{{1, 1, 1, 1, 1, 1, 0, 0}, 1, {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
    MiddleBlock middle = MiddleBlock::attending;
    Heads heads;
    std::uint32_t context_dim = 768;
    std::uint32_t adm_in_channels = 0;  // of the vector beside the text (SDXL); 0: none

    std::size_t levels() const { return channel_mult.size(); }
    friend bool operator==(const UNetConfig&, const UNetConfig&) = default;
};

struct UNetInputs {
    Value latents;    // [batch, height, width, in_channels]
    Value timesteps;  // [batch], f32, in the units of the 1000-entry table; may be fractional
    Value context;    // [batch, tokens, context_dim]
    Value labels;     // [batch, adm_in_channels], or empty
};

/// Is shown every block's result under its name ("time_embed", "input_blocks.3", "middle_block"); for tests.
using Tap = std::function<void(const std::string& block, Value value)>;

/// What the network predicts (noise or velocity): [batch, height, width, out_channels]. Any height and width.
Value unet(const Scope& s, const UNetConfig& config, const UNetInputs& inputs, const Tap& tap = {});

struct UNetSize {
    std::uint32_t batch = 1;
    std::uint32_t height = 0;  // of the latents
    std::uint32_t width = 0;
    std::uint32_t tokens = 77;
};

/// The whole graph with inputs "latents", "timestep", "context" and, where the configuration has them, "labels";
/// output "result". `root` is the prefix of the weights; without `weights` see Builder.
Result<Graph> unet_graph(const WeightIndex* weights, const std::string& root, const UNetConfig& config, UNetSize size,
                         DType dtype);

}  // namespace lemnos
