// SPDX-License-Identifier: Apache-2.0
// The quantised types of GGML: blocks of 32 numbers that share a scale, or of 256 in eight or sixteen groups whose
// scales are quantised, too. Little endian; d and m are halves. The layouts are in the research on model formats, 2.2;
// shaders/dequantise.comp computes the same. Free functions; any thread.
#pragma once

#include <cstddef>
#include <span>

#include "tensor/dtype.h"

namespace lemnos {

/// Expands whole blocks; `bytes` must hold as many as `to` takes. The results are those of GGML's own code, bit for
/// bit.
void dequantise(DType from, std::span<const std::byte> bytes, std::span<float> to);

/// Whether every scale is finite; NaN and infinity can stand nowhere else.
bool scales_are_finite(DType dtype, std::span<const std::byte> blocks);

}  // namespace lemnos
