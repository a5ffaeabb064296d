// SPDX-License-Identifier: Apache-2.0
// Multi-head attention with its four projections (Vaswani et al. 2017), under the names that each network gave them.
// A module function (see scope.h).
#pragma once

#include "nn/linear.h"

namespace lemnos::nn {

/// Names of the projections below the attention's own path, and whether the first three have a bias.
struct ProjectionNames {
    std::string_view query = "to_q";
    std::string_view key = "to_k";
    std::string_view value = "to_v";
    std::string_view out = "to_out.0";
    Bias bias = Bias::none;
};

struct AttentionOptions {
    std::uint32_t heads = 1;
    ops::Mask mask = ops::Mask::none;
    Value residual = {};  // added to what the last projection returns
    ProjectionNames names = {};
};

/// Queries from x [batch, tokens, channels], keys and values from context [batch, context tokens, any channels];
/// x itself as context makes it self-attention. The result is like x.
Value attention(const Scope& s, Value x, Value context, const AttentionOptions& options);

}  // namespace lemnos::nn
