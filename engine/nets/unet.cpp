// SPDX-License-Identifier: Apache-2.0
#include "nets/unet.h"

#include "nn/attention.h"
#include "nn/conv.h"
#include "nn/feed_forward.h"
#include "nn/norm.h"
#include "nn/residual_block.h"

namespace lemnos {
namespace {

using namespace nn;
using ops::Activation;

// What every block is given besides the picture.
struct Conditions {
    Value time;     // [batch, 4 * model_channels], after SiLU: each block begins with the same one
    Value context;  // [batch, tokens, context_dim]
    const UNetConfig& config;
};

Value time_embedding(const Scope& s, const UNetConfig& config, const UNetInputs& inputs) {
    const std::uint32_t width = 4 * config.model_channels;
    Value h = ops::timestep_embedding(s.enter(), inputs.timesteps, {.channels = config.model_channels});
    h = linear(s / "time_embed.0", h, width, {.activation = Activation::silu});
    if (config.adm_in_channels == 0) return linear(s / "time_embed.2", h, width);
    Value label = linear(s / "label_emb.0.0", inputs.labels, width, {.activation = Activation::silu});
    label = linear(s / "label_emb.0.2", label, width);
    return linear(s / "time_embed.2", h, width, {.residual = label});
}

Value transformer_block(const Scope& s, Value x, const Conditions& given) {
    const std::uint32_t heads = given.config.heads.of(x.shape.channels());
    const Value normed = layer_norm(s / "norm1", x);
    x = attention(s / "attn1", normed, normed, {.heads = heads, .residual = x});
    x = attention(s / "attn2", layer_norm(s / "norm2", x), given.context, {.heads = heads, .residual = x});
    return geglu_feed_forward(s / "ff", layer_norm(s / "norm3", x), x);
}

// The projections around the blocks are linear layers in some checkpoints and 1x1 convolutions in others: over
// channels that lie innermost these are one thing.
Value spatial_transformer(const Scope& s, Value x, std::uint32_t depth, const Conditions& given) {
    const std::uint32_t channels = x.shape.channels();
    const Shape tokens{x.shape.batch(), x.shape.positions(), channels};
    const Value sequence = ops::reshape(s.enter(), x, tokens);
    const Value normed = group_norm(s / "norm", x, {.epsilon = 1e-6F});
    Value h = linear(s / "proj_in", ops::reshape(s.enter(), normed, tokens), channels);
    for (std::uint32_t i = 0; i < depth; ++i) h = transformer_block(s / "transformer_blocks" / i, h, given);
    h = linear(s / "proj_out", h, channels, {.residual = sequence});
    return ops::reshape(s.enter(), h, x.shape);
}

Value time_residual_block(const Scope& s, Value x, std::uint32_t channels, const Conditions& given) {
    const Value time = linear(s / "emb_layers.1", given.time, channels);
    return residual_block(s, x, channels, {.time = time});
}

// One entry of input_blocks or output_blocks: a residual block and, on the levels that see the text, a transformer.
Value stage(const Scope& s, Value x, std::uint32_t channels, std::uint32_t depth, const Conditions& given) {
    x = time_residual_block(s / "0", x, channels, given);
    return depth == 0 ? x : spatial_transformer(s / "1", x, depth, given);
}

Value middle(const Scope& s, Value x, const Conditions& given) {
    const std::uint32_t channels = x.shape.channels();
    if (given.config.middle == MiddleBlock::none) return x;
    x = time_residual_block(s / "0", x, channels, given);
    if (given.config.middle == MiddleBlock::residual) return x;
    x = spatial_transformer(s / "1", x, given.config.depths.middle, given);
    return time_residual_block(s / "2", x, channels, given);
}

}  // namespace

UNetDepths UNetDepths::by_level(std::span<const std::uint32_t> levels, std::uint32_t middle,
                                std::uint32_t num_res_blocks) {
    UNetDepths depths{.in = {}, .middle = middle, .out = {}};
    for (const std::uint32_t depth : levels) {
        depths.in.insert(depths.in.end(), num_res_blocks, depth);
        depths.out.insert(depths.out.begin(), num_res_blocks + 1, depth);
    }
    return depths;
}

Value unet(const Scope& s, const UNetConfig& config, const UNetInputs& inputs, const Tap& tap) {
    const auto show = [&](const std::string& block, Value value) {
        if (tap) tap(block, value);
        return value;
    };
    const Value time = show("time_embed", time_embedding(s, config, inputs));
    const Conditions given{ops::activate((s / "time_embed").enter(), time, Activation::silu), inputs.context, config};

    std::vector<Value> skips;
    std::uint32_t block = 0;
    const auto next = [&](std::string_view side) { return fmt::format("{}.{}", side, block++); };
    const auto keep = [&](const std::string& name, Value x) {
        skips.push_back(show(name, x));
        return x;
    };

    std::string name = next("input_blocks");
    Value x = keep(name, conv3x3(s / name / "0", inputs.latents, config.model_channels));
    for (std::size_t level = 0; level < config.levels(); ++level) {
        const std::uint32_t channels = config.model_channels * config.channel_mult[level];
        for (std::uint32_t i = 0; i < config.num_res_blocks; ++i) {
            name = next("input_blocks");
            const std::uint32_t depth = config.depths.in[level * config.num_res_blocks + i];
            x = keep(name, stage(s / name, x, channels, depth, given));
        }
        if (level + 1 == config.levels()) break;
        name = next("input_blocks");
        x = keep(name, conv3x3(s / name / "0.op", x, channels, {.stride = 2}));
    }

    x = show("middle_block", middle(s / "middle_block", x, given));

    block = 0;
    for (std::size_t level = config.levels(); level-- > 0;) {
        const std::uint32_t channels = config.model_channels * config.channel_mult[level];
        for (std::uint32_t i = 0; i <= config.num_res_blocks; ++i) {
            const std::uint32_t depth = config.depths.out[block];
            name = next("output_blocks");
            x = ops::concat((s / name).enter(), x, skips.back());
            skips.pop_back();
            x = stage(s / name, x, channels, depth, given);
            if (level > 0 && i == config.num_res_blocks) {  // back to the size of the skip: odd sizes were rounded up
                const Shape& size = skips.back().shape;
                const Scope up = s / name / (depth == 0 ? 1U : 2U) / "conv";
                x = upsample_conv3x3(up, x, size.height(), size.width(), channels);
            }
            show(name, x);
        }
    }
    x = group_norm_silu(s / "out.0", x, 1e-5F);
    return conv3x3(s / "out.2", x, config.out_channels);
}

Result<Graph> unet_graph(const WeightIndex* weights, const std::string& root, const UNetConfig& config, UNetSize size,
                         DType dtype) {
    Builder builder(dtype, weights);
    UNetInputs inputs;
    inputs.latents =
        builder.input("latents", Shape::nhwc(size.batch, size.height, size.width, config.in_channels), dtype);
    inputs.timesteps = builder.input("timestep", {size.batch}, DType::f32);
    inputs.context = builder.input("context", {size.batch, size.tokens, config.context_dim}, dtype);
    if (config.adm_in_channels != 0)
        inputs.labels = builder.input("labels", {size.batch, config.adm_in_channels}, dtype);
    builder.output("result", unet(Scope(builder, root), config, inputs));
    return std::move(builder).finish();
}

}  // namespace lemnos
