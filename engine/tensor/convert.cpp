// SPDX-License-Identifier: Apache-2.0
#include "tensor/convert.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/half.h"
#include "tensor/dequantise.h"

namespace lemnos {
namespace {

using ByteTable = std::array<float, 256>;

const ByteTable& e4m3_table() {
    static const ByteTable table = [] {
        ByteTable values{};
        for (unsigned bits = 0; bits < 256; ++bits) {
            const unsigned exponent = (bits >> 3U) & 15U;
            const auto fraction = static_cast<float>(bits & 7U);
            float magnitude =
                exponent == 0 ? std::ldexp(fraction, -9) : std::ldexp(8.0f + fraction, static_cast<int>(exponent) - 10);
            if ((bits & 0x7fU) == 0x7fU) magnitude = std::numeric_limits<float>::quiet_NaN();
            values[bits] = (bits & 0x80U) != 0 ? -magnitude : magnitude;
        }
        return values;
    }();
    return table;
}

// Files promise no alignment, so every number is copied out.
template <typename T, typename Convert>
void convert_each(std::span<const std::byte> bytes, std::span<float> to, Convert convert) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        T value{};
        std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
        to[i] = convert(value);
    }
}

template <typename T>
void cast_each(std::span<const std::byte> bytes, std::span<float> to) {
    convert_each<T>(bytes, to, [](T value) { return static_cast<float>(value); });
}

void convert_halves(std::span<const std::byte> bytes, std::span<float> to) {
    std::array<half_bits, 512> piece{};
    while (!to.empty()) {
        const std::size_t count = std::min(to.size(), piece.size());
        std::memcpy(piece.data(), bytes.data(), count * sizeof(half_bits));
        floats_from_halves(std::span(piece).first(count), to.first(count));
        bytes = bytes.subspan(count * sizeof(half_bits));
        to = to.subspan(count);
    }
}

}  // namespace

float float_from_f8_e4m3(std::uint8_t bits) { return e4m3_table()[bits]; }
float float_from_f8_e5m2(std::uint8_t bits) { return float_from_half(static_cast<half_bits>(bits << 8U)); }

void floats_from_bytes(DType from, std::span<const std::byte> bytes, std::span<float> to) {
    if (to.empty()) return;
    switch (from) {
        case DType::f32: std::memcpy(to.data(), bytes.data(), to.size_bytes()); return;
        case DType::f16: convert_halves(bytes, to); return;
        case DType::bf16: convert_each<std::uint16_t>(bytes, to, float_from_bfloat16); return;
        case DType::f64: cast_each<double>(bytes, to); return;
        case DType::f8_e4m3: convert_each<std::uint8_t>(bytes, to, float_from_f8_e4m3); return;
        case DType::f8_e5m2: convert_each<std::uint8_t>(bytes, to, float_from_f8_e5m2); return;
        case DType::i8: cast_each<std::int8_t>(bytes, to); return;
        case DType::u8: cast_each<std::uint8_t>(bytes, to); return;
        case DType::i16: cast_each<std::int16_t>(bytes, to); return;
        case DType::u16: cast_each<std::uint16_t>(bytes, to); return;
        case DType::i32: cast_each<std::int32_t>(bytes, to); return;
        case DType::u32: cast_each<std::uint32_t>(bytes, to); return;
        case DType::i64: cast_each<std::int64_t>(bytes, to); return;
        case DType::u64: cast_each<std::uint64_t>(bytes, to); return;
        case DType::boolean:
            convert_each<std::uint8_t>(bytes, to, [](std::uint8_t value) { return value != 0 ? 1.0f : 0.0f; });
            return;
        case DType::q4_0:
        case DType::q4_1:
        case DType::q5_0:
        case DType::q5_1:
        case DType::q8_0:
        case DType::q2_k:
        case DType::q3_k:
        case DType::q4_k:
        case DType::q5_k:
        case DType::q6_k:
        case DType::iq4_nl:
        case DType::iq4_xs: dequantise(from, bytes, to); return;
    }
}

std::vector<std::byte> bytes_from_floats(std::span<const float> from, DType to) {
    std::vector<std::byte> bytes(from.size() * size_of(to));
    if (to == DType::f32) {
        if (!bytes.empty()) std::memcpy(bytes.data(), from.data(), bytes.size());
        return bytes;
    }
    // A byte vector's memory comes from operator new, so it is aligned for halves.
    halves_from_floats(from, {reinterpret_cast<half_bits*>(bytes.data()), from.size()});
    return bytes;
}

}  // namespace lemnos
