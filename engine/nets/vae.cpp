// SPDX-License-Identifier: Apache-2.0
#include "nets/vae.h"

#include "nn/attention.h"
#include "nn/conv.h"
#include "nn/norm.h"
#include "nn/residual_block.h"

namespace lemnos {
namespace {

using namespace nn;

constexpr float epsilon = 1e-6F;
constexpr ProjectionNames projections{"q", "k", "v", "proj_out", Bias::given};

Value block(const Scope& s, Value x, std::uint32_t channels) {
    return residual_block(s, x, channels, {.names = vae_residual, .epsilon = epsilon});
}

// One head over all channels; its projections are 1x1 convolutions in the file.
Value attention_block(const Scope& s, Value x) {
    const Shape tokens{x.shape.batch(), x.shape.positions(), x.shape.channels()};
    const Value sequence = ops::reshape(s.enter(), x, tokens);
    const Value normed = ops::reshape(s.enter(), group_norm(s / "norm", x, {.epsilon = epsilon}), tokens);
    const Value h = attention(s, normed, normed, {.heads = 1, .residual = sequence, .names = projections});
    return ops::reshape(s.enter(), h, x.shape);
}

Value middle(const Scope& s, Value x) {
    const std::uint32_t channels = x.shape.channels();
    x = block(s / "block_1", x, channels);
    x = attention_block(s / "attn_1", x);
    return block(s / "block_2", x, channels);
}

}  // namespace

Value vae_encode(const Scope& root, const VaeConfig& config, Value picture) {
    const Scope s = root / "encoder";
    Value x = conv3x3(s / "conv_in", picture, config.ch);
    for (std::uint32_t level = 0; level < config.ch_mult.size(); ++level) {
        const Scope down = s / "down" / level;
        const std::uint32_t channels = config.ch * config.ch_mult[level];
        for (std::uint32_t i = 0; i < config.num_res_blocks; ++i) x = block(down / "block" / i, x, channels);
        if (level + 1 < config.ch_mult.size())  // the padding of the original: right and bottom only
            x = conv3x3(down / "downsample.conv", x, channels, {.stride = 2, .padding = {.bottom = 1, .right = 1}});
    }
    x = group_norm_silu(s / "norm_out", middle(s / "mid", x), epsilon);
    x = conv3x3(s / "conv_out", x, 2 * config.z_channels);
    return conv1x1(root / "quant_conv", x, 2 * config.z_channels);
}

Value vae_decode(const Scope& root, const VaeConfig& config, Value latents) {
    const Scope s = root / "decoder";
    Value x = conv1x1(root / "post_quant_conv", latents, config.z_channels);
    x = conv3x3(s / "conv_in", x, config.ch * config.ch_mult.back());
    x = middle(s / "mid", x);
    for (auto level = static_cast<std::uint32_t>(config.ch_mult.size()); level-- > 0;) {
        const Scope up = s / "up" / level;
        const std::uint32_t channels = config.ch * config.ch_mult[level];
        for (std::uint32_t i = 0; i <= config.num_res_blocks; ++i) x = block(up / "block" / i, x, channels);
        if (level > 0) x = conv3x3(up / "upsample.conv", x, channels, {.upsample = 2});
    }
    return conv3x3(s / "conv_out", group_norm_silu(s / "norm_out", x, epsilon), 3);
}

Result<Graph> vae_encoder_graph(const WeightIndex* weights, const std::string& root, const VaeConfig& config,
                                PictureSize size, DType dtype) {
    Builder builder(dtype, weights);
    const Value picture = builder.input("picture", Shape::nhwc(size.batch, size.height, size.width, 3), dtype);
    builder.output("moments", vae_encode(Scope(builder, root), config, picture));
    return std::move(builder).finish();
}

Result<Graph> vae_decoder_graph(const WeightIndex* weights, const std::string& root, const VaeConfig& config,
                                PictureSize size, DType dtype) {
    Builder builder(dtype, weights);
    const Shape shape = Shape::nhwc(size.batch, size.height, size.width, config.z_channels);
    const Value latents = builder.input("latents", shape, dtype);
    builder.output("picture", vae_decode(Scope(builder, root), config, latents));
    return std::move(builder).finish();
}

}  // namespace lemnos
