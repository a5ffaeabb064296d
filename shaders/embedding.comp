// SPDX-License-Identifier: Apache-2.0
// Rows of a table by their numbers. A table larger than what a device binds at once is taken in windows, and an
// invocation whose row lies outside of this one leaves its unit to another dispatch.
// variants: MOVES packs words halves
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/index.glsl"
#include "common/moves.glsl"

layout(push_constant) uniform Push {
    uint units;      // of the result
    uint columns;    // units of a row
    uint entries;    // of the whole table
    uint first;      // entry of the window
    uint count;
} push;

layout(std430, binding = 0) readonly buffer Ids { uint ids[]; };
layout(std430, binding = 1) readonly buffer Table { UNIT table[]; };
layout(std430, binding = 2) writeonly buffer Output { UNIT y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.units) return;
    uint entry = min(ids[i / push.columns], push.entries - 1);
    if (entry < push.first || entry - push.first >= push.count) return;
    y[i] = table[(entry - push.first) * push.columns + i % push.columns];
}
