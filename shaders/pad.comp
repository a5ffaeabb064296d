// SPDX-License-Identifier: Apache-2.0
// Zeros around a picture.
// variants: MOVES packs words halves
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/index.glsl"
#include "common/moves.glsl"

layout(push_constant) uniform Push {
    uint units;         // of the result
    uint pixel_units;
    uint height;        // of the result
    uint width;
    uint input_height;
    uint input_width;
    uint top;
    uint left;
} push;

layout(std430, binding = 0) readonly buffer Input { UNIT x[]; };
layout(std430, binding = 1) writeonly buffer Output { UNIT y[]; };

void main() {
    uint i = flat_invocation();
    if (i >= push.units) return;
    uint pixel = i / push.pixel_units, unit = i % push.pixel_units;
    uint row = pixel / push.width, column = pixel % push.width;  // rows of all images
    uint image = row / push.height;
    uint from_row = row % push.height - push.top;  // above the picture: wraps to a large number
    uint from_column = column - push.left;
    MOVED value = MOVED(0);
    if (from_row < push.input_height && from_column < push.input_width)
        value = MOVED(x[((image * push.input_height + from_row) * push.input_width + from_column) * push.pixel_units + unit]);
    y[i] = UNIT(value);
}
