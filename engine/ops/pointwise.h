// SPDX-License-Identifier: Apache-2.0
// Ops that take each number by itself share one shader and one formula:
// y = activation(x * before) * factor + offset.
#pragma once

#include "ops/ops.h"

namespace lemnos::ops {

struct Pointwise {
    Activation activation = Activation::none;
    float before = 1;
    float factor = 1;
    float offset = 0;
};
/// `name` is what errors and profiles call the op.
Value pointwise(Builder& builder, std::string_view name, Value x, Pointwise op);

}  // namespace lemnos::ops
