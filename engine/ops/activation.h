// SPDX-License-Identifier: Apache-2.0
// The activations in double precision, for references. Plain function.
#pragma once

#include "ops/ops.h"

namespace lemnos::ops {

double activated(double x, Activation activation);

}  // namespace lemnos::ops
