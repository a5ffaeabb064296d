// SPDX-License-Identifier: Apache-2.0
// Matrix product for GPUs: a workgroup of 256 computes a 64x64 tile of the result, 4x4 per invocation, from tiles of
// 16 along K in shared memory. Any size, any alignment: loads past the edge read zeros, stores are skipped.
//
// The including shader defines `float left_at(uint row, uint k)` and `float right_at(uint column, uint k)`, which
// return 0 past their edges.
#define TILE 64
#define DEPTH 16
layout(local_size_x = 256) in;

shared float left_tile[DEPTH][TILE + 1];   // the extra column keeps the banks apart
shared float right_tile[DEPTH][TILE + 1];

float accumulator[4][4];

void accumulate(uint first_row, uint first_column, uint depth) {
    uint me = gl_LocalInvocationID.x;
    uint my_row = me / 16 * 4, my_column = me % 16 * 4;
    [[unroll]] for (uint i = 0; i < 4; ++i)
        [[unroll]] for (uint j = 0; j < 4; ++j) accumulator[i][j] = 0.0;
    for (uint k = 0; k < depth; k += DEPTH) {
        for (uint e = me; e < TILE * DEPTH; e += 256) {  // neighbours read neighbours along K
            uint along = e % DEPTH, across = e / DEPTH;
            left_tile[along][across] = k + along < depth ? left_at(first_row + across, k + along) : 0.0;
            right_tile[along][across] = k + along < depth ? right_at(first_column + across, k + along) : 0.0;
        }
        barrier();
        for (uint d = 0; d < DEPTH; ++d) {
            float left[4], right[4];
            [[unroll]] for (uint i = 0; i < 4; ++i) left[i] = left_tile[d][my_row + i];
            [[unroll]] for (uint j = 0; j < 4; ++j) right[j] = right_tile[d][my_column + j];
            [[unroll]] for (uint i = 0; i < 4; ++i)
                [[unroll]] for (uint j = 0; j < 4; ++j) accumulator[i][j] = fma(left[i], right[j], accumulator[i][j]);
        }
        barrier();
    }
}
