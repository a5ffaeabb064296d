// SPDX-License-Identifier: Apache-2.0
// Layer normalisation over the innermost extent (Ba et al. 2016): mean first, then the deviations from it, in f32
// whatever the storage. Numbers are taken from the row's first one, so a large common offset costs nothing.
// variants: ROWS lanes groups; LOADS vector scalar; DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"
#include "common/units.glsl"
#include "common/rows.glsl"

layout(push_constant) uniform Push {
    uint rows;
    uint units;       // of a row
    float epsilon;
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) readonly buffer Scale { UNIT scale[]; };
layout(std430, binding = 2) readonly buffer Shift { UNIT shift[]; };
layout(std430, binding = 3) writeonly buffer Output { UNIT y[]; };

void main() {
    uint row = row_index();
    if (row >= push.rows) return;
    uint base = row * push.units;
    float count = float(push.units * WIDTH);
    float values[WIDTH], factors[WIDTH], offsets[WIDTH];

    spread(x[base], values);
    float origin = values[0];
    float sum = 0.0;
    for (uint i = ROW_FIRST; i < push.units; i += ROW_STEP) {
        spread(x[base + i], values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) sum += values[u] - origin;
    }
    float mean = origin + row_sum(sum) / count;
    float deviation = 0.0;
    for (uint i = ROW_FIRST; i < push.units; i += ROW_STEP) {
        spread(x[base + i], values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) deviation += (values[u] - mean) * (values[u] - mean);
    }
    float factor = inversesqrt(row_sum(deviation) / count + push.epsilon);
    for (uint i = ROW_FIRST; i < push.units; i += ROW_STEP) {
        spread(x[base + i], values);
        spread(scale[i], factors);
        spread(shift[i], offsets);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] = (values[u] - mean) * factor * factors[u] + offsets[u];
        y[base + i] = packed(values);
    }
}
