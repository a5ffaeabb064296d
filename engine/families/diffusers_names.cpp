// SPDX-License-Identifier: Apache-2.0
#include "families/diffusers_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace lemnos {
namespace {

// What stands below one root of a file.
class Names {
public:
    Names(const Checkpoint& file, std::string_view root) : m_root(root.empty() ? "" : std::string(root) + ".") {
        for (const TensorInfo& tensor : file.tensors())
            if (tensor.name.starts_with(m_root)) m_names.push_back(tensor.name.substr(m_root.size()));
        std::ranges::sort(m_names);
    }

    /// Whether anything stands below a module.
    bool has(const std::string& module) const {
        const std::string begin = module + ".";
        const auto at = std::ranges::lower_bound(m_names, begin);
        return at != m_names.end() && at->starts_with(begin);
    }
    /// How many of "<before>0", "<before>1", ... there are.
    std::size_t count(const std::string& before) const {
        std::size_t n = 0;
        while (has(before + std::to_string(n))) ++n;
        return n;
    }

private:
    std::string m_root;
    std::vector<std::string> m_names;
};

// One level of a UNet: for each residual block whether attention follows, and whether the level ends in a change of
// resolution.
struct Level {
    std::vector<bool> attention;
    bool resamples = false;
};
struct UNetLayout {
    std::vector<Level> down;
    std::vector<Level> up;
    bool has_middle_attention = true;
};

UNetLayout layout_of_ours(const Names& names) {
    UNetLayout layout;
    layout.down.emplace_back();
    const std::size_t inputs = names.count("input_blocks.");
    for (std::size_t n = 1; n < inputs; ++n) {
        const std::string block = fmt::format("input_blocks.{}.", n);
        if (names.has(block + "0.op")) {
            layout.down.back().resamples = true;
            layout.down.emplace_back();
        } else {
            layout.down.back().attention.push_back(names.has(block + "1"));
        }
    }
    layout.up.emplace_back();
    const std::size_t outputs = names.count("output_blocks.");
    for (std::size_t n = 0; n < outputs; ++n) {
        const std::string block = fmt::format("output_blocks.{}.", n);
        layout.up.back().attention.push_back(names.has(block + "1") && !names.has(block + "1.conv"));
        if (!names.has(block + "1.conv") && !names.has(block + "2.conv")) continue;
        layout.up.back().resamples = true;
        layout.up.emplace_back();
    }
    layout.has_middle_attention = names.has("middle_block.2");
    return layout;
}

std::vector<Level> levels_of_theirs(const Names& names, const std::string& blocks, const std::string& resampler) {
    std::vector<Level> levels;
    for (std::size_t n = 0; n < names.count(blocks); ++n) {
        Level level;
        const std::string block = fmt::format("{}{}.", blocks, n);
        for (std::size_t i = 0; i < names.count(block + "resnets."); ++i)
            level.attention.push_back(names.has(fmt::format("{}attentions.{}", block, i)));
        level.resamples = names.has(block + resampler);
        levels.push_back(std::move(level));
    }
    return levels;
}

UNetLayout layout_of_theirs(const Names& names) {
    return {.down = levels_of_theirs(names, "down_blocks.", "downsamplers"),
            .up = levels_of_theirs(names, "up_blocks.", "upsamplers"),
            .has_middle_attention = names.has("mid_block.attentions.0")};
}

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array unet_residual{Pair{"in_layers.0", "norm1"},          Pair{"in_layers.2", "conv1"},
                                   Pair{"emb_layers.1", "time_emb_proj"}, Pair{"out_layers.0", "norm2"},
                                   Pair{"out_layers.3", "conv2"},         Pair{"skip_connection", "conv_shortcut"}};
constexpr std::array vae_residual{Pair{"norm1", "norm1"}, Pair{"conv1", "conv1"}, Pair{"norm2", "norm2"},
                                  Pair{"conv2", "conv2"}, Pair{"nin_shortcut", "conv_shortcut"}};
constexpr std::array vae_attention{Pair{"norm", "group_norm"}, Pair{"q", "to_q"}, Pair{"k", "to_k"}, Pair{"v", "to_v"},
                                   Pair{"proj_out", "to_out.0"}};
constexpr std::array old_vae_attention{Pair{"norm", "group_norm"}, Pair{"q", "query"}, Pair{"k", "key"},
                                       Pair{"v", "value"}, Pair{"proj_out", "proj_attn"}};
constexpr std::array unet_ends{Pair{"time_embed.0", "time_embedding.linear_1"},
                               Pair{"time_embed.2", "time_embedding.linear_2"},
                               Pair{"label_emb.0.0", "add_embedding.linear_1"},
                               Pair{"label_emb.0.2", "add_embedding.linear_2"},
                               Pair{"input_blocks.0.0", "conv_in"},
                               Pair{"out.0", "conv_norm_out"},
                               Pair{"out.2", "conv_out"}};

template <std::size_t N>
void add_parts(std::vector<ModuleNames>& to, const std::string& ours, const std::string& theirs,
               const std::array<Pair, N>& parts) {
    for (const auto& [our_part, their_part] : parts)
        to.push_back({fmt::format("{}.{}", ours, our_part), fmt::format("{}.{}", theirs, their_part)});
}

std::vector<ModuleNames> pairs_of(const UNetLayout& layout) {
    std::vector<ModuleNames> pairs;
    for (const auto& [ours, theirs] : unet_ends) pairs.push_back({std::string(ours), std::string(theirs)});
    std::size_t n = 1;
    for (std::size_t l = 0; l < layout.down.size(); ++l) {
        const Level& level = layout.down[l];
        for (std::size_t i = 0; i < level.attention.size(); ++i, ++n) {
            add_parts(pairs, fmt::format("input_blocks.{}.0", n), fmt::format("down_blocks.{}.resnets.{}", l, i),
                      unet_residual);
            if (level.attention[i])
                pairs.push_back(
                    {fmt::format("input_blocks.{}.1", n), fmt::format("down_blocks.{}.attentions.{}", l, i)});
        }
        if (level.resamples)
            pairs.push_back(
                {fmt::format("input_blocks.{}.0.op", n++), fmt::format("down_blocks.{}.downsamplers.0.conv", l)});
    }
    add_parts(pairs, "middle_block.0", "mid_block.resnets.0", unet_residual);
    if (layout.has_middle_attention) pairs.push_back({"middle_block.1", "mid_block.attentions.0"});
    add_parts(pairs, layout.has_middle_attention ? "middle_block.2" : "middle_block.1", "mid_block.resnets.1",
              unet_residual);
    n = 0;
    for (std::size_t l = 0; l < layout.up.size(); ++l) {
        const Level& level = layout.up[l];
        for (std::size_t i = 0; i < level.attention.size(); ++i, ++n) {
            add_parts(pairs, fmt::format("output_blocks.{}.0", n), fmt::format("up_blocks.{}.resnets.{}", l, i),
                      unet_residual);
            if (level.attention[i])
                pairs.push_back(
                    {fmt::format("output_blocks.{}.1", n), fmt::format("up_blocks.{}.attentions.{}", l, i)});
        }
        if (level.resamples && n > 0)
            pairs.push_back({fmt::format("output_blocks.{}.{}.conv", n - 1, level.attention.back() ? 2 : 1),
                             fmt::format("up_blocks.{}.upsamplers.0.conv", l)});
    }
    return pairs;
}

void add_vae_middle(std::vector<ModuleNames>& pairs, const std::string& side, bool is_old) {
    add_parts(pairs, side + ".mid.block_1", side + ".mid_block.resnets.0", vae_residual);
    add_parts(pairs, side + ".mid.attn_1", side + ".mid_block.attentions.0",
              is_old ? old_vae_attention : vae_attention);
    add_parts(pairs, side + ".mid.block_2", side + ".mid_block.resnets.1", vae_residual);
    add_parts(pairs, side, side,
              std::array{Pair{"conv_in", "conv_in"}, Pair{"norm_out", "conv_norm_out"}, Pair{"conv_out", "conv_out"}});
}

}  // namespace

std::vector<ModuleNames> unet_module_names(const Checkpoint& file, std::string_view root, NamedAs named) {
    const Names names(file, root);
    if (!names.has(named == NamedAs::ours ? "input_blocks.0.0" : "conv_in")) return {};
    return pairs_of(named == NamedAs::ours ? layout_of_ours(names) : layout_of_theirs(names));
}

std::vector<ModuleNames> vae_module_names(const Checkpoint& file, std::string_view root, NamedAs named) {
    const Names names(file, root);
    if (!names.has("decoder.conv_in")) return {};
    const bool is_ours = named == NamedAs::ours;
    const std::size_t levels = names.count(is_ours ? "decoder.up." : "decoder.up_blocks.");
    const bool is_old = !is_ours && names.has("decoder.mid_block.attentions.0.query");
    std::vector<ModuleNames> pairs{{"quant_conv", "quant_conv"}, {"post_quant_conv", "post_quant_conv"}};
    add_vae_middle(pairs, "encoder", is_old);
    add_vae_middle(pairs, "decoder", is_old);
    for (std::size_t level = 0; level < levels; ++level) {
        const std::string down = fmt::format("encoder.down.{}", level);
        const std::string their_down = fmt::format("encoder.down_blocks.{}", level);
        // The decoder of diffusers counts from the smallest level, ours from the largest.
        const std::string up = fmt::format("decoder.up.{}", levels - 1 - level);
        const std::string their_up = fmt::format("decoder.up_blocks.{}", level);
        const std::size_t down_blocks = names.count(is_ours ? down + ".block." : their_down + ".resnets.");
        const std::size_t up_blocks = names.count(is_ours ? up + ".block." : their_up + ".resnets.");
        for (std::size_t i = 0; i < down_blocks; ++i)
            add_parts(pairs, fmt::format("{}.block.{}", down, i), fmt::format("{}.resnets.{}", their_down, i),
                      vae_residual);
        for (std::size_t i = 0; i < up_blocks; ++i)
            add_parts(pairs, fmt::format("{}.block.{}", up, i), fmt::format("{}.resnets.{}", their_up, i),
                      vae_residual);
        if (names.has(is_ours ? down + ".downsample" : their_down + ".downsamplers"))
            pairs.push_back({down + ".downsample.conv", their_down + ".downsamplers.0.conv"});
        if (names.has(is_ours ? up + ".upsample" : their_up + ".upsamplers"))
            pairs.push_back({up + ".upsample.conv", their_up + ".upsamplers.0.conv"});
    }
    return pairs;
}

}  // namespace lemnos
