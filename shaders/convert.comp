// SPDX-License-Identifier: Apache-2.0
// Element type and axis order.
// variants: LOADS vector scalar; FROM f32 f16; TO f32 f16
// vector: eight numbers, in the order they have. scalar: one number, from [columns][rows] to [rows][columns] of every
// image, where pixels are one axis and channels the other.
#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_shader_16bit_storage : require
#include "common/index.glsl"

layout(push_constant) uniform Push {
    uint count;     // numbers
    uint rows;
    uint columns;
} push;

#if LOADS_vector
#if FROM_f16
layout(std430, binding = 0) readonly buffer Input { uvec4 x[]; };
#else
layout(std430, binding = 0) readonly buffer Input { vec4 x[]; };
#endif
#if TO_f16
layout(std430, binding = 1) writeonly buffer Output { uvec4 y[]; };
#else
layout(std430, binding = 1) writeonly buffer Output { vec4 y[]; };
#endif

void main() {
    uint i = flat_invocation();
    if (i * 8 >= push.count) return;
#if FROM_f16
    uvec4 pack = x[i];
    vec4 first = vec4(unpackHalf2x16(pack.x), unpackHalf2x16(pack.y)), second = vec4(unpackHalf2x16(pack.z), unpackHalf2x16(pack.w));
#else
    vec4 first = x[i * 2], second = x[i * 2 + 1];
#endif
#if TO_f16
    y[i] = uvec4(packHalf2x16(first.xy), packHalf2x16(first.zw), packHalf2x16(second.xy), packHalf2x16(second.zw));
#else
    y[i * 2] = first;
    y[i * 2 + 1] = second;
#endif
}
#else
#if FROM_f16
layout(std430, binding = 0) readonly buffer Input { float16_t x[]; };
#else
layout(std430, binding = 0) readonly buffer Input { float x[]; };
#endif
#if TO_f16
#define STORAGE float16_t
#else
#define STORAGE float
#endif
layout(std430, binding = 1) writeonly buffer Output { STORAGE y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.count) return;
    uint plane = push.rows * push.columns;
    uint image = i / plane, at = i % plane;
    uint row = at / push.columns, column = at % push.columns;
    y[i] = STORAGE(float(x[image * plane + column * push.rows + row]));
}
#endif
