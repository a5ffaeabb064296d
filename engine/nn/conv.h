// SPDX-License-Identifier: Apache-2.0
// Convolutions over NHWC pictures: weight [out][in][kh][kw] and bias [out] of PyTorch's nn.Conv2d.
// Module functions (see scope.h).
#pragma once

#include "nn/linear.h"

namespace lemnos::nn {

struct ConvOptions {
    Bias bias = Bias::given;
    std::uint32_t stride = 1;
    ops::Padding padding = ops::Padding::all(1);
    std::uint32_t upsample = 1;  // 2 convolves the picture with every pixel doubled
    ops::Activation activation = ops::Activation::none;
    Value per_image = {};  // [batch, out], added before the activation
    Value residual = {};   // like the result, added after it
};

/// x [batch, height, width, in] -> [batch, height', width', out_channels].
Value conv3x3(const Scope& s, Value x, std::uint32_t out_channels, const ConvOptions& options = {});
/// The same with a kernel of one pixel; options.padding is not used.
Value conv1x1(const Scope& s, Value x, std::uint32_t out_channels, const ConvOptions& options = {});

/// Nearest-neighbour upsampling to a size, then a 3x3 convolution. Exactly twice the size costs no picture between.
Value upsample_conv3x3(const Scope& s, Value x, std::uint32_t height, std::uint32_t width, std::uint32_t out_channels);

}  // namespace lemnos::nn
