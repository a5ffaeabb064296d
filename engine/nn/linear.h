// SPDX-License-Identifier: Apache-2.0
// Fully connected layer: weight [out][in] and bias [out] of PyTorch's nn.Linear.
// A module function (see scope.h).
#pragma once

#include "nn/scope.h"

namespace lemnos::nn {

enum class Bias { given, none };

struct LinearOptions {
    Bias bias = Bias::given;
    ops::Activation activation = ops::Activation::none;
    Value residual = {};  // added after the activation; like the result
};

/// x [.., in] -> [.., out_channels]. A 1x1 convolution of the file serves as well: it holds the same numbers.
Value linear(const Scope& s, Value x, std::uint32_t out_channels, const LinearOptions& options = {});

}  // namespace lemnos::nn
