// SPDX-License-Identifier: Apache-2.0
#include "tensor/dequantise.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/half.h"

namespace lemnos {
namespace {

using Block = const std::uint8_t*;

half_bits half_at(Block at) {
    half_bits bits = 0;
    std::memcpy(&bits, at, sizeof(bits));
    return bits;
}
float number_at(Block at) { return float_from_half(half_at(at)); }

std::uint32_t word_at(Block at) {
    std::uint32_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

// Low nibbles are the first 16 numbers, high ones the last.
std::uint32_t nibble(Block bytes, std::size_t i) { return i < 16 ? bytes[i] & 15U : bytes[i - 16] >> 4U; }
std::uint32_t fifth_bit(std::uint32_t bits, std::size_t i) { return (bits >> i & 1U) << 4U; }

void expand_q4_0(Block block, float* to) {
    const float d = number_at(block);
    for (std::size_t i = 0; i < 32; ++i) to[i] = d * static_cast<float>(static_cast<int>(nibble(block + 2, i)) - 8);
}

void expand_q4_1(Block block, float* to) {
    const float d = number_at(block), m = number_at(block + 2);
    for (std::size_t i = 0; i < 32; ++i) to[i] = d * static_cast<float>(nibble(block + 4, i)) + m;
}

void expand_q5_0(Block block, float* to) {
    const float d = number_at(block);
    const std::uint32_t high = word_at(block + 2);
    for (std::size_t i = 0; i < 32; ++i)
        to[i] = d * static_cast<float>(static_cast<int>(nibble(block + 6, i) | fifth_bit(high, i)) - 16);
}

void expand_q5_1(Block block, float* to) {
    const float d = number_at(block), m = number_at(block + 2);
    const std::uint32_t high = word_at(block + 4);
    for (std::size_t i = 0; i < 32; ++i) to[i] = d * static_cast<float>(nibble(block + 8, i) | fifth_bit(high, i)) + m;
}

void expand_q8_0(Block block, float* to) {
    const float d = number_at(block);
    for (std::size_t i = 0; i < 32; ++i) to[i] = d * static_cast<float>(static_cast<std::int8_t>(block[2 + i]));
}

// Two bits of 256 numbers: four of them, 32 apart, share a byte.
std::uint32_t two_bits(Block bytes, std::size_t i) { return bytes[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3U; }

void expand_q2_k(Block block, float* to) {
    const float d = number_at(block + 80), d_min = number_at(block + 82);
    for (std::size_t i = 0; i < 256; ++i) {
        const std::uint8_t packed = block[i / 16];
        const float scale = d * static_cast<float>(packed & 15U), minimum = d_min * static_cast<float>(packed >> 4U);
        to[i] = scale * static_cast<float>(two_bits(block + 16, i)) - minimum;
    }
}

// One of the sixteen 6-bit scales of q3_k: low nibbles in 8 bytes, upper bits in 4.
int q3_scale(Block scales, std::size_t group) {
    const std::uint32_t low = scales[group % 8] >> (group / 8 * 4) & 15U;
    const std::uint32_t high = scales[8 + group % 4] >> (group / 4 * 2) & 3U;
    return static_cast<int>(low | high << 4U) - 32;
}

// The third bit is set where nothing is taken away.
void expand_q3_k(Block block, float* to) {
    const float d = number_at(block + 108);
    for (std::size_t i = 0; i < 256; ++i) {
        const int taken = (block[i % 32] >> (i / 32) & 1U) != 0 ? 0 : 4;
        const float scale = d * static_cast<float>(q3_scale(block + 96, i / 16));
        to[i] = scale * static_cast<float>(static_cast<int>(two_bits(block + 32, i)) - taken);
    }
}

// What the nibbles of the iq4 types stand for.
constexpr std::array<float, 16> uneven{-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

void expand_iq4_nl(Block block, float* to) {
    const float d = number_at(block);
    for (std::size_t i = 0; i < 32; ++i) to[i] = d * uneven[nibble(block + 2, i)];
}

void expand_iq4_xs(Block block, float* to) {
    const float d = number_at(block);
    const std::uint32_t upper = half_at(block + 2);
    for (std::size_t group = 0; group < 8; ++group) {
        const std::uint32_t low = block[4 + group / 2] >> (group % 2 * 4) & 15U;
        const int packed = static_cast<int>(low | (upper >> (group * 2) & 3U) << 4U) - 32;
        const float scale = d * static_cast<float>(packed);
        for (std::size_t i = 0; i < 32; ++i) to[group * 32 + i] = scale * uneven[nibble(block + 8 + group * 16, i)];
    }
}

// Scale and minimum of one of the eight groups of q4_k and q5_k: 6 bits each, packed into 12 bytes.
struct GroupScale {
    std::uint32_t scale, minimum;
};
GroupScale group_scale(Block s, std::size_t group) {
    if (group < 4) return {s[group] & 63U, s[group + 4] & 63U};
    return {(s[group + 4] & 15U) | static_cast<std::uint32_t>(s[group - 4] >> 6U) << 4U,
            static_cast<std::uint32_t>(s[group + 4] >> 4U) | static_cast<std::uint32_t>(s[group] >> 6U) << 4U};
}

// Groups 2k and 2k+1 are the low and the high nibbles of the same 32 bytes.
void expand_4_or_5_k(Block block, Block fifth_bits, Block nibbles, float* to) {
    const float d = number_at(block), d_min = number_at(block + 2);
    for (std::size_t group = 0; group < 8; ++group) {
        const GroupScale packed = group_scale(block + 4, group);
        const float scale = d * static_cast<float>(packed.scale);
        const float minimum = d_min * static_cast<float>(packed.minimum);
        for (std::size_t i = 0; i < 32; ++i) {
            std::uint32_t q = nibbles[group / 2 * 32 + i] >> (group % 2 * 4) & 15U;
            if (fifth_bits != nullptr) q |= fifth_bit(fifth_bits[i], group);
            to[group * 32 + i] = scale * static_cast<float>(q) - minimum;
        }
    }
}

void expand_q4_k(Block block, float* to) { expand_4_or_5_k(block, nullptr, block + 16, to); }
void expand_q5_k(Block block, float* to) { expand_4_or_5_k(block, block + 16, block + 48, to); }

void expand_q6_k(Block block, float* to) {
    const float d = number_at(block + 208);
    for (std::size_t i = 0; i < 256; ++i) {
        const std::size_t half = i / 128, quarter = i % 128 / 32, l = i % 32;
        const std::uint32_t low = block[half * 64 + quarter % 2 * 32 + l] >> (quarter / 2 * 4) & 15U;
        const std::uint32_t high = block[128 + half * 32 + l] >> (quarter * 2) & 3U;
        const float scale = d * static_cast<float>(static_cast<std::int8_t>(block[192 + i / 16]));
        to[i] = scale * static_cast<float>(static_cast<int>(low | high << 4U) - 32);
    }
}

struct Type {
    DType dtype;
    void (*expand)(Block block, float* to);
    std::array<int, 2> scales;  // where the block's halves are; -1 for none
};

constexpr std::array types{
    Type{DType::q4_0, expand_q4_0, {0, -1}},     Type{DType::q4_1, expand_q4_1, {0, 2}},
    Type{DType::q5_0, expand_q5_0, {0, -1}},     Type{DType::q5_1, expand_q5_1, {0, 2}},
    Type{DType::q8_0, expand_q8_0, {0, -1}},     Type{DType::q2_k, expand_q2_k, {80, 82}},
    Type{DType::q3_k, expand_q3_k, {108, -1}},   Type{DType::q4_k, expand_q4_k, {0, 2}},
    Type{DType::q5_k, expand_q5_k, {0, 2}},      Type{DType::q6_k, expand_q6_k, {208, -1}},
    Type{DType::iq4_nl, expand_iq4_nl, {0, -1}}, Type{DType::iq4_xs, expand_iq4_xs, {0, -1}},
};

const Type& type_of(DType dtype) {
    return types[static_cast<std::size_t>(dtype) - static_cast<std::size_t>(DType::q4_0)];
}

}  // namespace

void dequantise(DType from, std::span<const std::byte> bytes, std::span<float> to) {
    const BlockFacts block = block_of(from);
    const Type& type = type_of(from);
    const auto* at = reinterpret_cast<Block>(bytes.data());
    for (std::size_t i = 0; i < to.size() / block.elements; ++i)
        type.expand(at + i * block.bytes, to.data() + i * block.elements);
}

bool scales_are_finite(DType dtype, std::span<const std::byte> blocks) {
    const std::uint32_t block = block_of(dtype).bytes;
    const auto* at = reinterpret_cast<Block>(blocks.data());
    for (const int scale : type_of(dtype).scales)
        for (std::size_t i = 0; scale >= 0 && i < blocks.size() / block; ++i)
            if ((half_at(at + i * block + scale) & 0x7c00U) == 0x7c00U) return false;
    return true;
}

}  // namespace lemnos
