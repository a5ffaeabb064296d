// SPDX-License-Identifier: Apache-2.0
#include "nn/norm.h"

namespace lemnos::nn {

Value group_norm(const Scope& s, Value x, const GroupNormOptions& options) {
    const Shape channels{x.shape.channels()};
    const Value scale = s.weight("weight", channels);
    const Value shift = s.weight("bias", channels);
    return ops::group_norm(s.enter(), x, scale, shift,
                           {.groups = 32, .epsilon = options.epsilon, .activation = options.activation});
}

Value group_norm_silu(const Scope& s, Value x, float epsilon) {
    return group_norm(s, x, {.epsilon = epsilon, .activation = ops::Activation::silu});
}

Value layer_norm(const Scope& s, Value x, float epsilon) {
    const Shape channels{x.shape.channels()};
    const Value scale = s.weight("weight", channels);
    const Value shift = s.weight("bias", channels);
    return ops::layer_norm(s.enter(), x, scale, shift, {.epsilon = epsilon});
}

}  // namespace lemnos::nn
