// SPDX-License-Identifier: Apache-2.0
#include "ops/pointwise.h"

namespace lemnos::ops {

Value soft_clamp(Builder& builder, Value x) {
    return pointwise(builder, "soft_clamp", x, {.activation = Activation::tanh, .before = 1 / 3.0f, .factor = 3});
}

}  // namespace lemnos::ops
