// SPDX-License-Identifier: Apache-2.0
// The residual block of latent diffusion (Rombach et al. 2022): twice group norm, SiLU and a 3x3 convolution, added to
// the input. The UNet's also takes the time; the autoencoder's is the same under other names.
// A module function (see scope.h).
#pragma once

#include "nn/conv.h"
#include "nn/norm.h"

namespace lemnos::nn {

struct ResidualNames {
    std::string_view norm1, conv1, norm2, conv2, shortcut;
};
inline constexpr ResidualNames unet_residual{"in_layers.0", "in_layers.2", "out_layers.0", "out_layers.3",
                                             "skip_connection"};
inline constexpr ResidualNames vae_residual{"norm1", "conv1", "norm2", "conv2", "nin_shortcut"};

struct ResidualOptions {
    ResidualNames names = unet_residual;
    float epsilon = 1e-5F;
    Value time = {};  // [batch, out_channels], already projected: added after the first convolution
};

/// x [batch, height, width, in] -> [batch, height, width, out_channels]; the shortcut is a 1x1 convolution where the
/// number of channels changes.
Value residual_block(const Scope& s, Value x, std::uint32_t out_channels, const ResidualOptions& options);

}  // namespace lemnos::nn
