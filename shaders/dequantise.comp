// SPDX-License-Identifier: Apache-2.0
// Expands the quantised types of GGML and fp8 (layouts: engine/tensor/dequantise.cpp, which computes the same). An
// invocation expands eight numbers, which always lie in one block, and puts each where the kernels want it.
// variants: FROM q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs f8_e4m3 f8_e5m2; TO f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_16bit_storage : require
#include "common/index.glsl"

layout(push_constant) uniform Push {
    uint count;     // numbers
    uint channels;  // [out][channels][pixels] becomes [out][pixels][channels]
    uint pixels;
    float scale;
} push;

#if TO_f16
#define STORAGE float16_t
#else
#define STORAGE float
#endif
layout(std430, binding = 0) readonly buffer Blocks { uint words[]; };
layout(std430, binding = 1) writeonly buffer Output { STORAGE y[]; };

uint byte_at(uint i) { return (words[i >> 2] >> ((i & 3) * 8)) & 0xff; }
int signed_byte_at(uint i) { return bitfieldExtract(int(words[i >> 2]), int(i & 3) * 8, 8); }
float half_at(uint i) { return unpackHalf2x16(words[i >> 2] >> ((i & 2) * 8)).x; }  // blocks have even sizes
// The k-th of 32 numbers in 16 bytes: low nibbles come first.
uint nibble(uint bytes, uint k) { return (byte_at(bytes + (k & 15)) >> (k >> 4) * 4) & 15; }
uint fifth_bit(uint bits, uint k) { return ((byte_at(bits + (k >> 3)) >> (k & 7)) & 1) << 4; }

// Two bits of 256 numbers: four of them, 32 apart, share a byte.
uint two_bits(uint bytes, uint k) { return (byte_at(bytes + k / 128 * 32 + k % 32) >> (k % 128 / 32 * 2)) & 3; }
#if FROM_iq4_nl || FROM_iq4_xs
const int uneven[16] = int[](-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);
#endif

#if FROM_q4_0
float number(uint i) {
    uint block = i / 32 * 18, k = i % 32;
    return half_at(block) * float(int(nibble(block + 2, k)) - 8);
}
#elif FROM_q4_1
float number(uint i) {
    uint block = i / 32 * 20, k = i % 32;
    return half_at(block) * float(nibble(block + 4, k)) + half_at(block + 2);
}
#elif FROM_q5_0
float number(uint i) {
    uint block = i / 32 * 22, k = i % 32;
    return half_at(block) * float(int(nibble(block + 6, k) | fifth_bit(block + 2, k)) - 16);
}
#elif FROM_q5_1
float number(uint i) {
    uint block = i / 32 * 24, k = i % 32;
    return half_at(block) * float(nibble(block + 8, k) | fifth_bit(block + 4, k)) + half_at(block + 2);
}
#elif FROM_q8_0
float number(uint i) {
    uint block = i / 32 * 34;
    return half_at(block) * float(signed_byte_at(block + 2 + i % 32));
}
#elif FROM_q2_k
float number(uint i) {
    uint block = i / 256 * 84, k = i % 256;
    uint packed = byte_at(block + k / 16);
    float q = float(two_bits(block + 16, k));
    return half_at(block + 80) * float(packed & 15) * q - half_at(block + 82) * float(packed >> 4);
}
#elif FROM_q3_k
float number(uint i) {
    uint block = i / 256 * 110, k = i % 256, group = k / 16, scales = block + 96;
    uint low = (byte_at(scales + group % 8) >> (group / 8 * 4)) & 15;
    uint high = (byte_at(scales + 8 + group % 4) >> (group / 4 * 2)) & 3;
    int taken = ((byte_at(block + k % 32) >> (k / 32)) & 1) != 0 ? 0 : 4;
    return half_at(block + 108) * float(int(low | high << 4) - 32) * float(int(two_bits(block + 32, k)) - taken);
}
#elif FROM_iq4_nl
float number(uint i) {
    uint block = i / 32 * 18;
    return half_at(block) * float(uneven[nibble(block + 2, i % 32)]);
}
#elif FROM_iq4_xs
float number(uint i) {
    uint block = i / 256 * 136, group = i % 256 / 32;
    uint low = (byte_at(block + 4 + group / 2) >> (group % 2 * 4)) & 15;
    uint high = (byte_at(block + 2 + group / 4) >> (group % 4 * 2)) & 3;
    return half_at(block) * float(int(low | high << 4) - 32) * float(uneven[nibble(block + 8 + group * 16, i % 32)]);
}
#elif FROM_q4_k || FROM_q5_k
#if FROM_q4_k
#define BLOCK_BYTES 144
#define NIBBLES 16
#else
#define BLOCK_BYTES 176
#define NIBBLES 48
#define FIFTH_BITS 16
#endif
float number(uint i) {
    uint block = i / 256 * BLOCK_BYTES, group = i % 256 / 32, k = i % 32;
    uint scales = block + 4, scale, minimum;
    if (group < 4) {
        scale = byte_at(scales + group) & 63;
        minimum = byte_at(scales + group + 4) & 63;
    } else {
        uint low = byte_at(scales + group + 4);
        scale = (low & 15) | (byte_at(scales + group - 4) >> 6) << 4;
        minimum = low >> 4 | (byte_at(scales + group) >> 6) << 4;
    }
    uint q = (byte_at(block + NIBBLES + group / 2 * 32 + k) >> (group % 2 * 4)) & 15;
#if FROM_q5_k
    q |= ((byte_at(block + FIFTH_BITS + k) >> group) & 1) << 4;
#endif
    return half_at(block) * float(scale) * float(q) - half_at(block + 2) * float(minimum);
}
#elif FROM_q6_k
float number(uint i) {
    uint block = i / 256 * 210, k = i % 256;
    uint part = k / 128, quarter = k % 128 / 32, l = k % 32;
    uint low = (byte_at(block + part * 64 + quarter % 2 * 32 + l) >> (quarter / 2 * 4)) & 15;
    uint high = (byte_at(block + 128 + part * 32 + l) >> (quarter * 2)) & 3;
    return half_at(block + 208) * float(signed_byte_at(block + 192 + k / 16)) * float(int(low | high << 4) - 32);
}
#elif FROM_f8_e4m3
float number(uint i) {
    uint bits = byte_at(i), exponent = (bits >> 3) & 15;
    float fraction = float(bits & 7);
    float magnitude = exponent == 0 ? ldexp(fraction, -9) : ldexp(8.0 + fraction, int(exponent) - 10);
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
}
#else
float number(uint i) { return unpackHalf2x16(byte_at(i) << 8).x; }
#endif

void main() {
    uint begin = flat_invocation() * 8;
    for (uint i = begin; i < min(begin + 8, push.count); ++i) {
        uint plane = push.channels * push.pixels;
        uint row = i / plane, channel = i % plane / push.pixels, pixel = i % push.pixels;
        y[row * plane + pixel * push.channels + channel] = STORAGE(number(i) * push.scale);
    }
}
