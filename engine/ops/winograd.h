// SPDX-License-Identifier: Apache-2.0
// How conv2d computes large 3x3 convolutions on processors: by Winograd's F(2x2, 3x3), with 16 products for 4 pixels
// instead of 36. The weights are transformed at each use, into scratch memory: kept, they would take 1.8 times the room
// of the network's. Pure functions of conv2d's operands; nothing outside of conv2d.cpp calls them.
#pragma once

#include <string>

#include "ops/definition.h"
#include "ops/ops.h"

namespace lemnos::ops {

/// Empty when the convolution `result` of `in` is to be computed so, or why not. Looks at one image and not at how many
/// there are, so that a picture does not depend on the others of its batch.
std::string winograd_refuses(const Conv2d& op, Signatures in, const Shape& result,
                             const vulkan::Capabilities& capabilities);

std::uint64_t winograd_scratch_bytes(Signatures in, const Shape& result, const vulkan::Capabilities& capabilities);

void record_winograd(const Conv2d& op, const Operands& at, Recorder& recorder);

}  // namespace lemnos::ops
