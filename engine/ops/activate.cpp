// SPDX-License-Identifier: Apache-2.0
#include "ops/pointwise.h"

namespace lemnos::ops {

Value activate(Builder& builder, Value x, Activation activation) {
    return pointwise(builder, "activate", x, {.activation = activation});
}

}  // namespace lemnos::ops
