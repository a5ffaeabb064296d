// SPDX-License-Identifier: Apache-2.0
// x and y element by element, y broadcast to x (NumPy's rule). The host merges extents that are broadcast alike, so
// three levels are enough; a level with stride 0 repeats y.
// variants: LOADS vector scalar; DTYPE f32 f16
// vector: a PACK per invocation; the innermost level and its stride allow whole packs.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"

#define ADD 0u
#define SUBTRACT 1u
#define MULTIPLY 2u

layout(push_constant) uniform Push {
    uint count;          // elements of x
    uint inner;          // extents of the levels, innermost first; the third is what remains
    uint middle;
    uint inner_stride;   // of y, 0 or 1
    uint middle_stride;
    uint outer_stride;
    uint arithmetic;
} push;

layout(std430, binding = 0) readonly buffer X { STORAGE x[]; };
layout(std430, binding = 0) readonly buffer XPacks { PACK x_packs[]; };
layout(std430, binding = 1) readonly buffer Y { STORAGE y[]; };
layout(std430, binding = 1) readonly buffer YPacks { PACK y_packs[]; };
layout(std430, binding = 2) writeonly buffer Result { STORAGE result[]; };
layout(std430, binding = 2) writeonly buffer ResultFours { HALF_PACK result_fours[]; };

uint y_index(uint i) {
    uint in_inner = i % push.inner;
    uint rest = i / push.inner;
    return in_inner * push.inner_stride + rest % push.middle * push.middle_stride + rest / push.middle * push.outer_stride;
}

float combine(float a, float b) { return push.arithmetic == ADD ? a + b : push.arithmetic == SUBTRACT ? a - b : a * b; }

void main() {
#if LOADS_vector
    uint pack = flat_invocation();
    if (pack * PACK_SIZE >= push.count) return;
    uint at = y_index(pack * PACK_SIZE);
    PACK a = x_packs[pack];
    float values[PACK_SIZE];
    if (push.inner_stride == 1) {
        PACK b = y_packs[at / PACK_SIZE];
        [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) values[u] = combine(element(a, u), element(b, u));
    } else {
        float b = float(y[at]);
        [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) values[u] = combine(element(a, u), b);
    }
    [[unroll]] for (uint f = 0; f < PACK_SIZE / 4; ++f)
        result_fours[pack * (PACK_SIZE / 4) + f] = pack_four(vec4(values[f * 4], values[f * 4 + 1], values[f * 4 + 2], values[f * 4 + 3]));
#else
    uint i = flat_invocation();
    if (i >= push.count) return;
    result[i] = STORAGE(combine(float(x[i]), float(y[y_index(i)])));
#endif
}
