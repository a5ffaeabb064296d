// SPDX-License-Identifier: Apache-2.0
// Normalisation layers with learned scale ("weight") and shift ("bias").
// Module functions (see scope.h).
#pragma once

#include "nn/scope.h"

namespace lemnos::nn {

struct GroupNormOptions {
    float epsilon = 1e-5F;
    ops::Activation activation = ops::Activation::none;
};

/// Wu & He 2018, with the 32 groups of every latent diffusion network.
Value group_norm(const Scope& s, Value x, const GroupNormOptions& options = {});
/// The same, followed by SiLU: how each convolution of a residual block begins.
Value group_norm_silu(const Scope& s, Value x, float epsilon);

/// Ba et al. 2016, over the channels.
Value layer_norm(const Scope& s, Value x, float epsilon = 1e-5F);

}  // namespace lemnos::nn
