// SPDX-License-Identifier: Apache-2.0
// IEEE half and bfloat16 conversions on the host, round to nearest even, subnormals, infinities and NaN kept.
// Free functions over plain integers; any thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lemnos {

using half_bits = std::uint16_t;

half_bits half_from_float(float value);
float float_from_half(half_bits bits);
inline float float_from_bfloat16(std::uint16_t bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16); }

/// Rounds a value to what half storage keeps of it.
inline float through_half(float value) { return float_from_half(half_from_float(value)); }

/// Whole arrays; the sizes must agree. Uses the processor's conversion where it has one.
void halves_from_floats(std::span<const float> from, std::span<half_bits> to);
void floats_from_halves(std::span<const half_bits> from, std::span<float> to);

}  // namespace lemnos
