// SPDX-License-Identifier: Apache-2.0
// Copies a run of every row into a run of every row: slice cuts with it, concat puts side by side.
// variants: MOVES packs words halves
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/index.glsl"
#include "common/moves.glsl"

layout(push_constant) uniform Push {
    uint units;        // all that are copied
    uint columns;      // of a run
    uint from_columns; // of a row
    uint from_first;
    uint to_columns;
    uint to_first;
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) writeonly buffer Output { UNIT y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.units) return;
    uint row = i / push.columns, column = i % push.columns;
    y[row * push.to_columns + push.to_first + column] = x[row * push.from_columns + push.from_first + column];
}
