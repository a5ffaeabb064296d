// SPDX-License-Identifier: Apache-2.0
#include "ops/pointwise.h"

namespace lemnos::ops {

Value affine(Builder& builder, Value x, Affine op) {
    return pointwise(builder, "affine", x, {.factor = op.factor, .offset = op.offset});
}

}  // namespace lemnos::ops
