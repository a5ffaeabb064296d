// SPDX-License-Identifier: Apache-2.0
// activation(x * before) * factor + offset: activate, affine and soft_clamp.
// variants: LOADS vector scalar; DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"
#include "common/activation.glsl"
#include "common/units.glsl"

layout(constant_id = 0) const uint ACTIVATION = ACTIVATION_NONE;

layout(push_constant) uniform Push {
    uint units;
    float before;
    float factor;
    float offset;
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) writeonly buffer Output { UNIT y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.units) return;
    float values[WIDTH];
    spread(x[i], values);
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] = activate(values[u] * push.before, ACTIVATION) * push.factor + push.offset;
    y[i] = packed(values);
}
