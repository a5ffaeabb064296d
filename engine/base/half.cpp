// SPDX-License-Identifier: Apache-2.0
#include "base/half.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lemnos {

half_bits half_from_float(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000U;
    const std::uint32_t magnitude = bits & 0x7fffffffU;
    if (magnitude > 0x7f800000U) return static_cast<half_bits>(sign | 0x7e00U);   // NaN stays NaN
    if (magnitude >= 0x477ff000U) return static_cast<half_bits>(sign | 0x7c00U);  // rounds past the largest half
    if (magnitude < 0x38800000U) {                                                // subnormal half or zero
        // Adding 0.5 places the half's last bit at the float's last bit, so the adder does the rounding.
        const float shifted = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<half_bits>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3f000000U));
    }
    const std::uint32_t odd = (magnitude >> 13) & 1U;
    return static_cast<half_bits>(sign | ((magnitude - 0x38000000U + 0xfffU + odd) >> 13));
}

float float_from_half(half_bits bits) {
    const std::uint32_t sign = (bits & 0x8000U) << 16U;
    const std::uint32_t magnitude = bits & 0x7fffU;
    if (magnitude >= 0x7c00U) return std::bit_cast<float>(sign | 0x7f800000U | ((magnitude & 0x3ffU) << 13U));
    if (magnitude < 0x400U) {
        const float value = static_cast<float>(magnitude) * 0x1p-24f;
        return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(value));
    }
    return std::bit_cast<float>(sign | ((magnitude << 13U) + 0x38000000U));
}

#if defined(__x86_64__)
namespace {

__attribute__((target("avx,f16c"))) std::size_t convert_blocks(std::span<const float> from, std::span<half_bits> to) {
    std::size_t i = 0;
    for (; i + 8 <= from.size(); i += 8)
        _mm_storeu_si128(reinterpret_cast<__m128i*>(&to[i]),
                         _mm256_cvtps_ph(_mm256_loadu_ps(&from[i]), _MM_FROUND_TO_NEAREST_INT));
    return i;
}

__attribute__((target("avx,f16c"))) std::size_t convert_blocks(std::span<const half_bits> from, std::span<float> to) {
    std::size_t i = 0;
    for (; i + 8 <= from.size(); i += 8)
        _mm256_storeu_ps(&to[i], _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(&from[i]))));
    return i;
}

bool has_f16c() {
    static const bool has = __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c");
    return has;
}

}  // namespace
#endif

void halves_from_floats(std::span<const float> from, std::span<half_bits> to) {
    std::size_t i = 0;
#if defined(__x86_64__)
    if (has_f16c()) i = convert_blocks(from, to);
#endif
    for (; i < from.size(); ++i) to[i] = half_from_float(from[i]);
}

void floats_from_halves(std::span<const half_bits> from, std::span<float> to) {
    std::size_t i = 0;
#if defined(__x86_64__)
    if (has_f16c()) i = convert_blocks(from, to);
#endif
    for (; i < from.size(); ++i) to[i] = float_from_half(from[i]);
}

}  // namespace lemnos
