// SPDX-License-Identifier: Apache-2.0
// 3x3 convolution of stride 1 by Winograd's minimal filtering F(2x2, 3x3) (Lavin & Gray 2015, "Fast Algorithms for
// Convolutional Neural Networks", section 4.1): 16 products make 4 output pixels instead of 36. Three passes:
//   weights   U = G g G^T of every pair of channels: [16 points][output channels][input channels]
//   input     V = B^T d B / 4 of every tile of 4x4 input pixels, two apart: [16 points][tiles][input channels]
//   products  4 A^T (U V) A, summed point by point, and the fused end of conv2d.comp
// The quarter keeps halves as far from their limit as they are in the convolution itself: B sums up to four pixels.
// variants: PASS weights input products; DTYPE f32 f16
// All channels are multiples of a pack.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"
#include "common/activation.glsl"

layout(constant_id = 1) const uint ACTIVATION = ACTIVATION_NONE;

layout(push_constant) uniform Push {
    uint tasks;          // of the first two passes: packs of pairs of channels, or of tiles
    uint loads;          // packs of the input channels
    uint columns;        // output channels
    uint image;
    uint first_tile;     // of the band of its tiles that is worked on
    uint tiles;          // in it
    uint tile_columns;
    uint padding_top;
    uint padding_left;
    uint doublings;      // of the picture beforehand: 0 or 1
    uint height;         // of the input
    uint width;
    uint result_height;
    uint result_width;
    uint has_bias;
    uint has_per_image;
    uint has_residual;
} push;

// The first output pixel of a tile.
uvec2 place_of(uint tile) { return uvec2(tile % push.tile_columns, tile / push.tile_columns) * 2; }

#if PASS_products
layout(binding = 0) uniform PACK_TEXELS left_texels;   // V
layout(binding = 1) uniform PACK_TEXELS right_texels;  // U
layout(std430, binding = 2) readonly buffer Bias { STORAGE bias[]; };
layout(std430, binding = 3) readonly buffer PerImage { STORAGE per_image[]; };
layout(std430, binding = 4) readonly buffer Residual { HALF_PACK residual_fours[]; };
layout(std430, binding = 5) writeonly buffer Result { HALF_PACK result_fours[]; };

#define LOADS_SCALAR 0
#include "common/gemm_lanes.glsl"

// The 4 pixels of each tile, as sums over the points so far.
vec4 pixels[4 * TILE_ROWS];

// What a point counts for in an output row or column of a tile: A of the paper, [[1, 0], [1, 1], [1, -1], [0, -1]].
vec2 share(uint point) {
    return vec2(point == 3 ? 0.0 : 1.0, point == 0 ? 0.0 : point == 1 ? 1.0 : -1.0);
}

void main() {
    uint lane = gl_LocalInvocationID.x;
    uint first_column = (gl_WorkGroupID.y * LANES + lane) * COLUMNS;
    uint first_row = gl_WorkGroupID.x * TILE_ROWS;
    [[unroll]] for (uint i = 0; i < 4 * TILE_ROWS; ++i) pixels[i] = vec4(0.0);
    for (uint point = 0; point < 16; ++point) {
        [[unroll]] for (uint i = 0; i < BLOCKS; ++i)
            left_row[i] = (point * push.tiles + min(first_row + i * 8 + lane, push.tiles - 1)) * push.loads;
        [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
            right_row[j] = (point * push.columns + min(first_column + j, push.columns - 1)) * push.loads;
        clear_accumulator();
        accumulate(push.loads);
        vec2 rows = 4.0 * share(point / 4), columns = share(point % 4);
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            [[unroll]] for (uint p = 0; p < 4; ++p)
                pixels[i * 4 + p] = fma(vec4(rows[p / 2] * columns[p % 2]), accumulator[i], pixels[i * 4 + p]);
    }
    if (first_column >= push.columns) return;
    // No branch for what lies outside, as in gemm_lanes_end.glsl. Tiles past the last are the last one once more; a
    // pixel outside goes where its neighbour inside does, and before it: the last pixel of a tile is stored first.
    vec4 shift = vec4(0.0);
    [[unroll]] for (uint j = 0; j < COLUMNS; ++j) {
        if (push.has_bias != 0) shift[j] += float(bias[first_column + j]);
        if (push.has_per_image != 0) shift[j] += float(per_image[push.image * push.columns + first_column + j]);
    }
    [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) {
        uvec2 place = place_of(push.first_tile + min(first_row + i, push.tiles - 1));
        [[unroll]] for (uint p = 4; p-- > 0;) {
            uint y = min(place.y + p / 2, push.result_height - 1), x = min(place.x + p % 2, push.result_width - 1);
            uint at = (((push.image * push.result_height + y) * push.result_width + x) * push.columns + first_column) / COLUMNS;
            vec4 value = pixels[i * 4 + p] + shift;
            if (ACTIVATION != ACTIVATION_NONE)
                [[unroll]] for (uint j = 0; j < COLUMNS; ++j) value[j] = activate(value[j], ACTIVATION);
            if (push.has_residual != 0) value += unpack_four(residual_fours[at]);
            result_fours[at] = pack_four(value);
        }
    }
}
#else
#include "common/index.glsl"

layout(binding = 0) uniform PACK_TEXELS from;
layout(std430, binding = 1) writeonly buffer Points { PACK to[]; };

// A pack as floats.
struct Numbers { float at[PACK_SIZE]; };

Numbers numbers_of(PACK pack) {
    Numbers numbers;
    [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) numbers.at[u] = element(pack, u);
    return numbers;
}

#if PASS_weights
void main() {
    uint task = flat_invocation();
    if (task >= push.tasks) return;
    uint pair = task / push.loads, pack = task % push.loads;
    Numbers g[9];
    [[unroll]] for (uint tap = 0; tap < 9; ++tap) g[tap] = numbers_of(fetch_pack(from, (pair * 9 + tap) * push.loads + pack));
    Numbers points[16];
    [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) {
        float rows[4][3];
        [[unroll]] for (uint c = 0; c < 3; ++c) {
            float first = g[c].at[u], middle = g[3 + c].at[u], last = g[6 + c].at[u];
            rows[0][c] = first;
            rows[1][c] = 0.5 * (first + middle + last);
            rows[2][c] = 0.5 * (first - middle + last);
            rows[3][c] = last;
        }
        [[unroll]] for (uint r = 0; r < 4; ++r) {
            points[r * 4].at[u] = rows[r][0];
            points[r * 4 + 1].at[u] = 0.5 * (rows[r][0] + rows[r][1] + rows[r][2]);
            points[r * 4 + 2].at[u] = 0.5 * (rows[r][0] - rows[r][1] + rows[r][2]);
            points[r * 4 + 3].at[u] = rows[r][2];
        }
    }
    [[unroll]] for (uint p = 0; p < 16; ++p) to[p * push.tasks + task] = pack_of(points[p].at);
}
#elif PASS_input
void main() {
    uint task = flat_invocation();
    if (task >= push.tasks) return;
    uvec2 place = place_of(push.first_tile + task / push.loads);
    uint pack = task % push.loads;
    Numbers d[16];
    [[unroll]] for (uint p = 0; p < 16; ++p) {
        uint y = place.y + p / 4 - push.padding_top, x = place.x + p % 4 - push.padding_left;  // wrap round when negative
        bool is_inside = y < push.height << push.doublings && x < push.width << push.doublings;
        uint pixel = (push.image * push.height + (y >> push.doublings)) * push.width + (x >> push.doublings);
        PACK loaded = fetch_pack(from, is_inside ? pixel * push.loads + pack : 0);
        d[p] = numbers_of(is_inside ? loaded : EMPTY_PACK);
    }
    Numbers points[16];
    [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) {
        float rows[4][4];
        [[unroll]] for (uint c = 0; c < 4; ++c) {
            rows[0][c] = 0.25 * (d[c].at[u] - d[8 + c].at[u]);
            rows[1][c] = 0.25 * (d[4 + c].at[u] + d[8 + c].at[u]);
            rows[2][c] = 0.25 * (d[8 + c].at[u] - d[4 + c].at[u]);
            rows[3][c] = 0.25 * (d[4 + c].at[u] - d[12 + c].at[u]);
        }
        [[unroll]] for (uint r = 0; r < 4; ++r) {
            points[r * 4].at[u] = rows[r][0] - rows[r][2];
            points[r * 4 + 1].at[u] = rows[r][1] + rows[r][2];
            points[r * 4 + 2].at[u] = rows[r][2] - rows[r][1];
            points[r * 4 + 3].at[u] = rows[r][1] - rows[r][3];
        }
    }
    [[unroll]] for (uint p = 0; p < 16; ++p) to[p * push.tasks + task] = pack_of(points[p].at);
}
#endif
#endif
