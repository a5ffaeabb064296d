// SPDX-License-Identifier: Apache-2.0
#include "nn/feed_forward.h"

namespace lemnos::nn {

Value geglu_feed_forward(const Scope& s, Value x, Value residual) {
    const std::uint32_t channels = x.shape.channels();
    const Value doubled = linear(s / "net.0.proj", x, 2 * 4 * channels);
    const Value gated = ops::geglu((s / "net.0").enter(), doubled);
    return linear(s / "net.2", gated, channels, {.residual = residual});
}

Value mlp(const Scope& s, Value x, std::uint32_t inner, ops::Activation activation, Value residual) {
    const std::uint32_t channels = x.shape.channels();
    const Value hidden = linear(s / "fc1", x, inner, {.activation = activation});
    return linear(s / "fc2", hidden, channels, {.residual = residual});
}

}  // namespace lemnos::nn
