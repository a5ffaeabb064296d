// SPDX-License-Identifier: Apache-2.0
#include "nn/conv.h"

namespace lemnos::nn {
namespace {

Value convolution(const Scope& s, Value x, std::uint32_t out_channels, const ConvOptions& options,
                  const ops::Conv2d& op) {
    const Shape shape{out_channels, op.kernel, op.kernel, x.shape.channels()};
    const Value weight = s.weight("weight", shape, WeightLayout::conv_ohwi);
    const Value bias = options.bias == Bias::given ? s.weight("bias", {out_channels}) : Value{};
    return ops::conv2d(s.enter(), x, weight,
                       {.bias = bias, .per_image = options.per_image, .residual = options.residual}, op);
}

}  // namespace

Value conv3x3(const Scope& s, Value x, std::uint32_t out_channels, const ConvOptions& options) {
    return convolution(s, x, out_channels, options,
                       {.kernel = 3,
                        .stride = options.stride,
                        .padding = options.padding,
                        .upsample = options.upsample,
                        .activation = options.activation});
}

Value conv1x1(const Scope& s, Value x, std::uint32_t out_channels, const ConvOptions& options) {
    return convolution(s, x, out_channels, options,
                       {.kernel = 1,
                        .stride = options.stride,
                        .padding = ops::Padding::all(0),
                        .upsample = options.upsample,
                        .activation = options.activation});
}

Value upsample_conv3x3(const Scope& s, Value x, std::uint32_t height, std::uint32_t width, std::uint32_t out_channels) {
    if (height == 2 * x.shape.height() && width == 2 * x.shape.width())
        return conv3x3(s, x, out_channels, {.upsample = 2});
    return conv3x3(s, ops::upsample_nearest(s.enter(), x, {.height = height, .width = width}), out_channels);
}

}  // namespace lemnos::nn
