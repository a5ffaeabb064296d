// SPDX-License-Identifier: Apache-2.0
// Turns one tensor of a checkpoint into what the kernels read: another element type, another order of axes. Reads the
// file in pieces, so that a cancelled load ends soon and a huge tensor needs no copy in host memory.
// A free function; any thread.
#pragma once

#include <cstddef>
#include <span>

#include "base/cancel.h"
#include "formats/checkpoint.h"
#include "ops/builder.h"

namespace lemnos {

/// Fills `to` with the tensor as `as` describes it: f16 or f32, or the tensor's own quantised type, whose bytes are
/// copied in the file's order. NaN and infinity are refused (bad_file), and so is a
/// number beyond 65504 when `as` is f16 (unsupported): clamping would change the picture without a word.
Status convert_weight(const Checkpoint& file, const TensorInfo& tensor, const WeightSpec& as, std::span<std::byte> to,
                      const CancelToken& cancel);

/// The same for numbers that are at hand, in PyTorch's axes; `as` is f16 or f32. `tensor` is named in errors.
Status convert_floats(const Checkpoint& file, const TensorInfo& tensor, const HostTensor& numbers, const WeightSpec& as,
                      std::span<std::byte> to);

}  // namespace lemnos
