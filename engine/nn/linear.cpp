// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

namespace lemnos::nn {

Value linear(const Scope& s, Value x, std::uint32_t out_channels, const LinearOptions& options) {
    const Value weight = s.weight("weight", {out_channels, x.shape.channels()});
    const Value bias = options.bias == Bias::given ? s.weight("bias", {out_channels}) : Value{};
    return ops::matmul(s.enter(), x, weight, {.bias = bias, .residual = options.residual},
                       {.activation = options.activation});
}

}  // namespace lemnos::nn
