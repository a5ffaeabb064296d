// SPDX-License-Identifier: Apache-2.0
// Matrix product with a fused end: activation(left * right + bias) + residual.
// variants: FAMILY lanes lanes_scalar tile; DTYPE f32 f16
// lanes: left [M][K], right [N][K], K a multiple of a pack (lanes_scalar: any K). tile: any strides.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/activation.glsl"

layout(constant_id = 1) const uint ACTIVATION = ACTIVATION_NONE;

layout(push_constant) uniform Push {
    uint rows;                // M
    uint columns;             // N
    uint depth;               // K
    uint left_batch_stride;   // in elements; 0 when one matrix serves every batch
    uint right_batch_stride;
    uint right_column_stride; // from column n to n + 1: K when transposed, 1 when plain
    uint right_depth_stride;
    uint has_bias;
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
layout(std430, binding = 3) readonly buffer Residual { STORAGE residual[]; };
layout(std430, binding = 3) readonly buffer ResidualFours { HALF_PACK residual_fours[]; };
layout(std430, binding = 4) writeonly buffer Result { STORAGE result[]; };
layout(std430, binding = 4) writeonly buffer ResultFours { HALF_PACK result_fours[]; };

#if FAMILY_lanes || FAMILY_lanes_scalar
#define LOADS_SCALAR FAMILY_lanes_scalar
#include "common/gemm_lanes.glsl"
#include "common/gemm_lanes_end.glsl"

void main() {
    uint lane = gl_LocalInvocationID.x;
    uint first_column = (gl_WorkGroupID.x * LANES + lane) * COLUMNS;
    uint first_row = gl_WorkGroupID.y * TILE_ROWS;
    uint left_base = gl_WorkGroupID.z * push.left_batch_stride / LOAD_SIZE;
    uint right_base = gl_WorkGroupID.z * push.right_batch_stride / LOAD_SIZE;
    uint loads = push.depth / LOAD_SIZE;

    [[unroll]] for (uint i = 0; i < BLOCKS; ++i) left_row[i] = left_base + min(first_row + i * 8 + lane, push.rows - 1) * loads;
    [[unroll]] for (uint j = 0; j < COLUMNS; ++j) right_row[j] = right_base + min(first_column + j, push.columns - 1) * loads;
    clear_accumulator();
    accumulate(loads);
    finish(gl_WorkGroupID.z * push.rows, first_row, first_column);
}
#else
float left_at(uint row, uint k) {
    return row < push.rows ? float(left_values[gl_WorkGroupID.z * push.left_batch_stride + row * push.depth + k]) : 0.0;
}
float right_at(uint column, uint k) {
    return column < push.columns ? float(right_values[gl_WorkGroupID.z * push.right_batch_stride + column * push.right_column_stride +
                                                      k * push.right_depth_stride]) : 0.0;
}
#include "common/gemm_tile.glsl"

void main() {
    uint first_row = gl_WorkGroupID.y * TILE, first_column = gl_WorkGroupID.x * TILE;
    accumulate(first_row, first_column, push.depth);
    uint me = gl_LocalInvocationID.x;
    for (uint i = 0; i < 4; ++i)
        for (uint j = 0; j < 4; ++j) {
            uint row = first_row + me / 16 * 4 + i, column = first_column + me % 16 * 4 + j;
            if (row >= push.rows || column >= push.columns) continue;
            uint at = (gl_WorkGroupID.z * push.rows + row) * push.columns + column;
            float value = accumulator[i][j];
            if (push.has_bias != 0) value += float(bias[column]);
            value = activate(value, ACTIVATION);
            if (push.has_residual != 0) value += float(residual[at]);
            result[at] = STORAGE(value);
        }
}
#endif
