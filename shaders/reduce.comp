// SPDX-License-Identifier: Apache-2.0
// Sum, mean or maximum over the innermost extent.
// variants: ROWS lanes groups; LOADS vector scalar; DTYPE f32 f16
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/index.glsl"
#include "common/units.glsl"
#include "common/rows.glsl"

#define SUM 0u
#define MEAN 1u
#define MAX 2u

layout(push_constant) uniform Push {
    uint rows;
    uint units;       // of a row
    uint reduction;
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) writeonly buffer Output { STORAGE y[]; };

void main() {
    uint row = row_index();
    if (row >= push.rows) return;
    uint base = row * push.units;
    float values[WIDTH];
    spread(x[base], values);
    float largest = values[0];
    // Sums of their own for each place in a unit: rounding errors of long rows stay small.
    float sums[WIDTH];
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) sums[u] = 0.0;
    for (uint i = ROW_FIRST; i < push.units; i += ROW_STEP) {
        spread(x[base + i], values);
        [[unroll]] for (uint u = 0; u < WIDTH; ++u) {
            sums[u] += values[u];
            largest = max(largest, values[u]);
        }
    }
    float sum = 0.0;
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) sum += sums[u];
    float result = push.reduction == MAX ? row_max(largest) : row_sum(sum);
    if (push.reduction == MEAN) result /= float(push.units * WIDTH);
    if (ROW_FIRST == 0) y[row] = STORAGE(result);
}
