// SPDX-License-Identifier: Apache-2.0
// The two-layer networks between attentions. Module functions (see scope.h).
#pragma once

#include "nn/linear.h"

namespace lemnos::nn {

/// Shazeer 2020: net.0.proj to twice the inner width, gelu of one half gates the other, net.2 back; plus residual.
/// x [batch, tokens, channels]; the inner width is four times the channels.
Value geglu_feed_forward(const Scope& s, Value x, Value residual);

/// fc1, activation, fc2, plus residual, as CLIP has it.
Value mlp(const Scope& s, Value x, std::uint32_t inner, ops::Activation activation, Value residual);

}  // namespace lemnos::nn
