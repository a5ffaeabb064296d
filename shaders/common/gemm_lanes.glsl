// SPDX-License-Identifier: Apache-2.0
// Matrix product for processors that run shaders (lavapipe): one subgroup of 8 lanes is a workgroup; no shared
// memory and no barriers, which are costly there. Both matrices are contiguous along K and read 16 bytes at a time.
// Lane l loads rows l, 8 + l, ... of the left tile and every value reaches all lanes by a shuffle with a constant
// index; each lane owns four adjacent result columns. Rows beyond the edge are clamped to the last one: they are
// computed as it is and may be stored over it. Measured against shared-memory tiles at 10 times the speed on two AVX2
// cores.
//
// The four columns of a lane are one vec4 and not four floats of an array: the driver unrolls these loops each time a
// program starts (no cache keeps that), and does so in a third of the time when what it copies is a quarter.
//
// Two rows at a time run through a whole load along K, so that their sums (8 vectors of 8 lanes) stay in registers:
// with all rows inside, every sum would go to memory and back for every product. Four rows were no faster.
//
// With LOADS_SCALAR one number is read at a time: slower, for depths that do not divide into packs.
// The including shader declares left_texels and right_texels, PACK_TEXELS or with LOADS_SCALAR NUMBER_TEXELS.
#extension GL_KHR_shader_subgroup_shuffle : require

#if LOADS_SCALAR
#define LOAD float
#define LOAD_SIZE 1
#define LOAD_NOTHING 0.0
#define load_left(i) fetch_number(left_texels, i)
#define load_right(i) fetch_number(right_texels, i)
#define part(load, u) load
#else
#define LOAD PACK
#define LOAD_SIZE PACK_SIZE
#define LOAD_NOTHING EMPTY_PACK
#define load_left(i) fetch_pack(left_texels, i)
#define load_right(i) fetch_pack(right_texels, i)
#define part(load, u) element(load, u)
#endif

layout(constant_id = 0) const uint TILE_ROWS = 16;  // a multiple of 8
#define LANES 8
#define COLUMNS 4
#define ROWS_AT_ONCE 2
layout(local_size_x = LANES) in;

const uint BLOCKS = TILE_ROWS / 8;

// Global, because an array whose size is a specialization constant cannot be handed to a function.
vec4 accumulator[TILE_ROWS];
uint left_row[BLOCKS];    // where this lane's rows start, in loads
#ifdef TAPS
bool left_inside[BLOCKS]; // a row that is not (its tap lies in the padding) counts as zeros
#endif
uint right_row[COLUMNS];  // where this lane's columns start

void clear_accumulator() {
    [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) accumulator[i] = vec4(0.0);
}

// Adds the products over `loads` loads along K.
void accumulate(uint loads) {
    for (uint k = 0; k < loads; ++k) {
        LOAD left[BLOCKS];
        LOAD right[COLUMNS];
        [[unroll]] for (uint i = 0; i < BLOCKS; ++i) {
            left[i] = load_left(left_row[i] + k);
#ifdef TAPS
            if (!left_inside[i]) left[i] = LOAD_NOTHING;
#endif
        }
        [[unroll]] for (uint j = 0; j < COLUMNS; ++j) right[j] = load_right(right_row[j] + k);
        vec4 column[LOAD_SIZE];
        [[unroll]] for (uint u = 0; u < LOAD_SIZE; ++u)
            [[unroll]] for (uint j = 0; j < COLUMNS; ++j) column[u][j] = part(right[j], u);
        [[unroll]] for (uint block = 0; block < BLOCKS; ++block)
            [[unroll]] for (uint i = 0; i < 8 / ROWS_AT_ONCE; ++i)
                [[unroll]] for (uint u = 0; u < LOAD_SIZE; ++u) {
                    float mine = part(left[block], u);
                    [[unroll]] for (uint r = 0; r < ROWS_AT_ONCE; ++r) {
                        float row = subgroupShuffle(mine, i * ROWS_AT_ONCE + r);
                        uint at = block * 8 + i * ROWS_AT_ONCE + r;
                        accumulator[at] = fma(vec4(row), column[u], accumulator[at]);
                    }
                }
    }
}
