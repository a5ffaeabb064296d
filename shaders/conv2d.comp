// SPDX-License-Identifier: Apache-2.0
// 1x1 and 3x3 convolution over NHWC pictures as an implicit matrix product: rows are output pixels, columns output
// channels, and K runs over the taps and the input channels of each. Stride, padding on any side and a doubling of
// the picture beforehand (nearest) only change which input pixel a tap reads; a tap in the padding counts as zeros.
// The end is fused: activation(conv + bias + per_image) + residual.
// variants: FAMILY lanes tile; DTYPE f32 f16
// lanes: input channels a multiple of a pack. tile: any.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/activation.glsl"

layout(constant_id = 1) const uint ACTIVATION = ACTIVATION_NONE;

layout(push_constant) uniform Push {
    uint rows;           // images * output height * output width
    uint columns;        // output channels
    uint channels;       // of the input
    uint kernel;         // 1 or 3
    uint stride;
    uint padding_top;
    uint padding_left;
    uint upsample;       // 1 or 2
    uint height;         // of the input
    uint width;
    uint result_height;
    uint result_width;
    uint image_rows;     // result_height * result_width
    uint has_bias;
    uint has_per_image;
    uint has_residual;
} push;

layout(std430, binding = 0) readonly buffer Left { STORAGE left_values[]; };
layout(std430, binding = 0) readonly buffer LeftPacks { PACK left_packs[]; };
layout(std430, binding = 1) readonly buffer Right { STORAGE right_values[]; };
layout(std430, binding = 1) readonly buffer RightPacks { PACK right_packs[]; };
layout(std430, binding = 2) readonly buffer Bias { STORAGE bias[]; };
layout(std430, binding = 3) readonly buffer PerImage { STORAGE per_image[]; };
layout(std430, binding = 4) readonly buffer Residual { STORAGE residual[]; };
layout(std430, binding = 4) readonly buffer ResidualFours { HALF_PACK residual_fours[]; };
layout(std430, binding = 5) writeonly buffer Result { STORAGE result[]; };
layout(std430, binding = 5) writeonly buffer ResultFours { HALF_PACK result_fours[]; };

// The input pixel that tap (tap_y, tap_x) of an output pixel reads, or none.
#define NO_PIXEL 0xffffffffu
uint source_pixel(uint row, uint tap_y, uint tap_x) {
    uint image = row / push.image_rows, pixel = row % push.image_rows;
    uint y = pixel / push.result_width * push.stride + tap_y - push.padding_top;  // wraps round when negative
    uint x = pixel % push.result_width * push.stride + tap_x - push.padding_left;
    if (y >= push.height * push.upsample || x >= push.width * push.upsample) return NO_PIXEL;
    return (image * push.height + y / push.upsample) * push.width + x / push.upsample;
}

#if FAMILY_lanes
#define TAPS
#define PER_IMAGE
#include "common/gemm_lanes.glsl"
#include "common/gemm_lanes_end.glsl"

void main() {
    uint lane = gl_LocalInvocationID.x;
    uint first_column = (gl_WorkGroupID.x * LANES + lane) * COLUMNS;
    uint first_row = gl_WorkGroupID.y * TILE_ROWS;
    uint packs = push.channels / PACK_SIZE;
    uint taps = push.kernel * push.kernel;
    clear_accumulator();
    for (uint tap = 0; tap < taps; ++tap) {
        [[unroll]] for (uint i = 0; i < BLOCKS; ++i) {
            uint row = min(first_row + i * 8 + lane, push.rows - 1);
            uint pixel = source_pixel(row, tap / push.kernel, tap % push.kernel);
            left_inside[i] = pixel != NO_PIXEL;
            left_row[i] = (left_inside[i] ? pixel : 0) * packs;
        }
        [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
            right_row[j] = (min(first_column + j, push.columns - 1) * taps + tap) * packs;
        accumulate(packs);
    }
    finish(0, first_row, first_column);
}
#else
float left_at(uint row, uint k) {
    uint tap = k / push.channels;
    uint pixel = row < push.rows ? source_pixel(row, tap / push.kernel, tap % push.kernel) : NO_PIXEL;
    return pixel != NO_PIXEL ? float(left_values[pixel * push.channels + k % push.channels]) : 0.0;
}
float right_at(uint column, uint k) {
    return column < push.columns ? float(right_values[column * push.kernel * push.kernel * push.channels + k]) : 0.0;
}
#include "common/gemm_tile.glsl"

void main() {
    uint first_row = gl_WorkGroupID.y * TILE, first_column = gl_WorkGroupID.x * TILE;
    accumulate(first_row, first_column, push.kernel * push.kernel * push.channels);
    uint me = gl_LocalInvocationID.x;
    for (uint i = 0; i < 4; ++i)
        for (uint j = 0; j < 4; ++j) {
            uint row = first_row + me / 16 * 4 + i, column = first_column + me % 16 * 4 + j;
            if (row >= push.rows || column >= push.columns) continue;
            uint at = row * push.columns + column;
            float value = accumulator[i][j];
            if (push.has_bias != 0) value += float(bias[column]);
            if (push.has_per_image != 0) value += float(per_image[row / push.image_rows * push.columns + column]);
            value = activate(value, ACTIVATION);
            if (push.has_residual != 0) value += float(residual[at]);
            result[at] = STORAGE(value);
        }
}
#endif
