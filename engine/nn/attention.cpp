// SPDX-License-Identifier: Apache-2.0
#include "nn/attention.h"

namespace lemnos::nn {

Value attention(const Scope& s, Value x, Value context, const AttentionOptions& options) {
    const std::uint32_t channels = x.shape.channels();
    const ProjectionNames& names = options.names;
    const Value query = linear(s / names.query, x, channels, {.bias = names.bias});
    const Value key = linear(s / names.key, context, channels, {.bias = names.bias});
    const Value value = linear(s / names.value, context, channels, {.bias = names.bias});
    const Value mixed = ops::attention(s.enter(), query, key, value, {.heads = options.heads, .mask = options.mask});
    return linear(s / names.out, mixed, channels, {.residual = options.residual});
}

}  // namespace lemnos::nn
