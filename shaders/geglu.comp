// SPDX-License-Identifier: Apache-2.0
// First half times gelu(second half) (Shazeer 2020).
// variants: LOADS vector scalar; DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"
#include "common/activation.glsl"
#include "common/units.glsl"

layout(push_constant) uniform Push {
    uint units;      // of the result
    uint columns;    // units of a row of the result
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) writeonly buffer Output { UNIT y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.units) return;
    uint at = i + i / push.columns * push.columns;
    float values[WIDTH], gates[WIDTH];
    spread(x[at], values);
    spread(x[at + push.columns], gates);
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] *= gelu_erf(gates[u]);
    y[i] = packed(values);
}
