// SPDX-License-Identifier: Apache-2.0
#include "nn/residual_block.h"

namespace lemnos::nn {

Value residual_block(const Scope& s, Value x, std::uint32_t out_channels, const ResidualOptions& options) {
    const ResidualNames& names = options.names;
    Value h = group_norm_silu(s / names.norm1, x, options.epsilon);
    h = conv3x3(s / names.conv1, h, out_channels, {.per_image = options.time});
    h = group_norm_silu(s / names.norm2, h, options.epsilon);
    const bool widens = x.shape.channels() != out_channels;
    const Value shortcut = widens ? conv1x1(s / names.shortcut, x, out_channels) : x;
    return conv3x3(s / names.conv2, h, out_channels, {.residual = shortcut});
}

}  // namespace lemnos::nn
