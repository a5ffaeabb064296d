// SPDX-License-Identifier: Apache-2.0
// Numbers as files store them (little endian, any alignment) from and to float32. Free functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tensor/dtype.h"

namespace lemnos {

/// FP8 with 4 exponent bits: no infinities, 0x7f and 0xff are NaN (Micikevicius et al. 2022; "e4m3fn" of PyTorch).
float float_from_f8_e4m3(std::uint8_t bits);
/// FP8 with 5 exponent bits: the upper half of an IEEE half.
float float_from_f8_e5m2(std::uint8_t bits);

/// Converts `to.size()` numbers of type `from`, whole blocks where it has them; `bytes` must hold exactly that many.
/// Integers and f64 are rounded to the nearest float32, booleans become 0 and 1.
void floats_from_bytes(DType from, std::span<const std::byte> bytes, std::span<float> to);

/// For writing files; `to` is f32 or f16 (rounded to nearest even).
std::vector<std::byte> bytes_from_floats(std::span<const float> from, DType to);

}  // namespace lemnos
