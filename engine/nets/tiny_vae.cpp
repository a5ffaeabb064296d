// SPDX-License-Identifier: Apache-2.0
#include "nets/tiny_vae.h"

#include "nn/conv.h"

namespace lemnos {
namespace {

using namespace nn;
using ops::Activation;

Value block(const Scope& s, Value x) {
    const std::uint32_t channels = x.shape.channels();
    Value h = conv3x3(s / "conv.0", x, channels, {.activation = Activation::relu});
    h = conv3x3(s / "conv.2", h, channels, {.activation = Activation::relu});
    h = conv3x3(s / "conv.4", h, channels, {.residual = x});
    return ops::activate(s.enter(), h, Activation::relu);
}

}  // namespace

// The numbers of both are positions in a torch.nn.Sequential: clamps, activations and upsamplings take one, too.
Value tiny_vae_encode(const Scope& s, const TinyVaeConfig& config, Value picture) {
    std::uint32_t at = 0;
    Value x = conv3x3(s / at++, picture, config.channels);
    x = block(s / at++, x);
    for (int level = 0; level < 3; ++level) {
        x = conv3x3(s / at++, x, config.channels, {.bias = Bias::none, .stride = 2});
        for (int i = 0; i < 3; ++i) x = block(s / at++, x);
    }
    return conv3x3(s / at, x, config.z_channels);
}

Value tiny_vae_decode(const Scope& s, const TinyVaeConfig& config, Value latents) {
    Value x = ops::soft_clamp((s / "0").enter(), latents);
    x = conv3x3(s / "1", x, config.channels, {.activation = Activation::relu});
    std::uint32_t at = 3;
    for (int level = 0; level < 3; ++level) {
        for (int i = 0; i < 3; ++i) x = block(s / at++, x);
        ++at;  // the upsampling
        x = conv3x3(s / at++, x, config.channels, {.bias = Bias::none, .upsample = 2});
    }
    x = block(s / at++, x);
    return conv3x3(s / at, x, 3);
}

Result<Graph> tiny_vae_encoder_graph(const WeightIndex* weights, const std::string& root, const TinyVaeConfig& config,
                                     PictureSize size, DType dtype) {
    Builder builder(dtype, weights);
    const Value picture = builder.input("picture", Shape::nhwc(size.batch, size.height, size.width, 3), dtype);
    builder.output("latents", tiny_vae_encode(Scope(builder, root), config, picture));
    return std::move(builder).finish();
}

Result<Graph> tiny_vae_decoder_graph(const WeightIndex* weights, const std::string& root, const TinyVaeConfig& config,
                                     PictureSize size, DType dtype) {
    Builder builder(dtype, weights);
    const Shape shape = Shape::nhwc(size.batch, size.height, size.width, config.z_channels);
    const Value latents = builder.input("latents", shape, dtype);
    builder.output("picture", tiny_vae_decode(Scope(builder, root), config, latents));
    return std::move(builder).finish();
}

}  // namespace lemnos
