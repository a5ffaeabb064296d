// SPDX-License-Identifier: Apache-2.0
// 1x1 and 3x3 convolution over NHWC pictures as an implicit matrix product: rows are output pixels, columns output
// channels, and K runs over the taps and the input channels of each. Stride, padding on any side and a doubling of
// the picture beforehand (nearest) only change which input pixel a tap reads; a tap in the padding counts as zeros.
// The end is fused: activation(conv + bias + per_image) + residual.
// variants: FAMILY lanes lanes_scalar tile; DTYPE f32 f16
// lanes: input channels a multiple of a pack (lanes_scalar: any). tile: any.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/activation.glsl"

layout(constant_id = 1) const uint ACTIVATION = ACTIVATION_NONE;

layout(push_constant) uniform Push {
    uint rows;           // images * output height * output width, or of one image where workgroups are sliced by image
    uint columns;        // output channels
    uint channels;       // of the input
    uint kernel;         // 1 or 3
    uint stride;
    uint padding_top;
    uint padding_left;
    uint doublings;      // of the picture beforehand: 0 or 1
    uint height;         // of the input
    uint width;
    uint result_height;
    uint result_width;
    uint image_rows;     // result_height * result_width
    uint has_bias;
    uint has_per_image;
    uint has_residual;
} push;

#if FAMILY_lanes
layout(binding = 0) uniform PACK_TEXELS left_texels;
layout(binding = 1) uniform PACK_TEXELS right_texels;
#elif FAMILY_lanes_scalar
layout(binding = 0) uniform NUMBER_TEXELS left_texels;
layout(binding = 1) uniform NUMBER_TEXELS right_texels;
#else
layout(std430, binding = 0) readonly buffer Left { STORAGE left_values[]; };
layout(std430, binding = 1) readonly buffer Right { STORAGE right_values[]; };
#endif
layout(std430, binding = 2) readonly buffer Bias { STORAGE bias[]; };
layout(std430, binding = 3) readonly buffer PerImage { STORAGE per_image[]; };
layout(std430, binding = 4) readonly buffer Residual { STORAGE residual[]; };
layout(std430, binding = 4) readonly buffer ResidualFours { HALF_PACK residual_fours[]; };
layout(std430, binding = 5) writeonly buffer Result { STORAGE result[]; };
layout(std430, binding = 5) writeonly buffer ResultFours { HALF_PACK result_fours[]; };

// An output pixel as its taps need it: the input coordinates of its first tap (wrapping round when negative) and the
// input row that its image starts at. Divisions are slow on every device, so this is made once and not for each tap.
struct Origin {
    uint y;
    uint x;
    uint image_row;
};
Origin origin_of(uint row) {
    uint image = row / push.image_rows, pixel = row % push.image_rows;
    return Origin(pixel / push.result_width * push.stride - push.padding_top, pixel % push.result_width * push.stride - push.padding_left,
                  image * push.height);
}

// The input pixel that a tap reads, or none.
#define NO_PIXEL 0xffffffffu
uint source_pixel(Origin origin, uint tap_y, uint tap_x) {
    uint y = origin.y + tap_y, x = origin.x + tap_x;
    if (y >= push.height << push.doublings || x >= push.width << push.doublings) return NO_PIXEL;
    return (origin.image_row + (y >> push.doublings)) * push.width + (x >> push.doublings);
}

#if FAMILY_lanes || FAMILY_lanes_scalar
#define LOADS_SCALAR FAMILY_lanes_scalar
#define TAPS
#define PER_IMAGE
#include "common/gemm_lanes.glsl"
#include "common/gemm_lanes_end.glsl"

void main() {
    uint lane = gl_LocalInvocationID.x;
    uint first_column = (gl_WorkGroupID.x * LANES + lane) * COLUMNS;
    uint first_row = gl_WorkGroupID.y * TILE_ROWS;
    uint loads = push.channels / LOAD_SIZE;
    uint taps = push.kernel * push.kernel;
    uint slice = gl_WorkGroupID.z * push.rows;
    Origin origin[BLOCKS];
    [[unroll]] for (uint i = 0; i < BLOCKS; ++i) origin[i] = origin_of(slice + min(first_row + i * 8 + lane, push.rows - 1));
    clear_accumulator();
    for (uint tap = 0; tap < taps; ++tap) {
        [[unroll]] for (uint i = 0; i < BLOCKS; ++i) {
            uint pixel = source_pixel(origin[i], tap / push.kernel, tap % push.kernel);
            left_inside[i] = pixel != NO_PIXEL;
            left_row[i] = (left_inside[i] ? pixel : 0) * loads;
        }
        [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
            right_row[j] = (min(first_column + j, push.columns - 1) * taps + tap) * loads;
        accumulate(loads);
    }
    finish(slice, first_row, first_column);
}
#else
float left_at(uint row, uint k) {
    uint tap = k / push.channels;
    uint pixel = row < push.rows ? source_pixel(origin_of(row), tap / push.kernel, tap % push.kernel) : NO_PIXEL;
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
