// SPDX-License-Identifier: Apache-2.0
// Cosines and sines of time * max_period^(-i / half). An angle reaches 1000 and more, where f32 keeps no digits of
// its phase to spare and drivers' sin and cos may be off by 5e-4 anyway. So the angle is an exact product of integers
// in quarter turns, of which only the phase is kept, and polynomials of Cephes (Moshier) take the last eighth.
// variants: DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"

layout(push_constant) uniform Push {
    uint batch;
    uint channels;
    uint half_channels;
    uint start;        // 2 / pi: the quarter turns of the first frequency, as a fraction of 2^32
    uint powers[16];   // max_period^(-2^j / half), likewise
} push;

layout(std430, binding = 0) readonly buffer Times { float times[]; };
layout(std430, binding = 1) writeonly buffer Output { STORAGE y[]; };

// a * b of fractions of 2^32, rounded.
uint product(uint a, uint b) {
    uint high, low;
    umulExtended(a, b, high, low);
    return high + (low >> 31);
}

// Quarter turns per time unit of frequency i, as a fraction of 2^32.
uint frequency(uint i) {
    uint result = push.start;
    [[unroll]] for (uint j = 0; j < 16; ++j)
        if ((i >> j & 1) != 0) result = product(result, push.powers[j]);
    return result;
}

// The phase of |time| * frequency: whole quarter turns, modulo 4, in the upper two bits.
uint phase(float time, uint frequency) {
    uint bits = floatBitsToUint(time) & 0x7fffffffu;
    uint mantissa = bits & 0x7fffffu | 0x800000u;        // time = mantissa * 2^(exponent - 150)
    int shift = 152 - int(bits >> 23);                   // the product's binary point, 32, comes to lie at bit 30
    uint high, low;
    umulExtended(mantissa, frequency, high, low);
    if (shift >= 64 || bits < 0x800000u) return 0;
    if (shift >= 32) return high >> (shift - 32);
    return shift > 0 ? high << (32 - shift) | low >> shift : 0;  // past 2^24 neighbouring times are turns apart
}

void main() {
    uint task = flat_invocation();
    if (task >= push.batch * push.channels) return;
    uint image = task / push.channels, channel = task % push.channels;
    if (channel >= 2 * push.half_channels) {  // an odd number of channels ends with a zero
        y[task] = STORAGE(0.0);
        return;
    }
    bool is_sine = channel >= push.half_channels;
    float time = times[image];
    uint turned = phase(time, frequency(is_sine ? channel - push.half_channels : channel));
    uint quarter = turned + 0x20000000u >> 30;                              // the nearest whole one
    float x = float(int(turned - (quarter << 30))) * 1.4629180792671596e-9;  // pi / 2 / 2^30: at most pi / 4
    float xx = x * x;
    float sine = ((-1.9515295891e-4 * xx + 8.3321608736e-3) * xx - 1.6666654611e-1) * xx * x + x;
    float cosine = ((2.443315711809948e-5 * xx - 1.388731625493765e-3) * xx + 4.166664568298827e-2) * xx * xx - 0.5 * xx + 1.0;
    if (!is_sine) quarter += 1;  // cos(x) = sin(x + pi / 2)
    float value = (quarter & 1) != 0 ? cosine : sine;
    if ((quarter & 2) != 0) value = -value;
    y[task] = STORAGE(is_sine && time < 0.0 ? -value : value);
}
