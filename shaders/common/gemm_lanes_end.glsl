// SPDX-License-Identifier: Apache-2.0
// The fused end of the lane kernels: bias, what belongs to one image (convolutions), activation, residual, store.
// The including shader declares push.{rows,columns,has_bias,has_residual}, ACTIVATION, bias[], residual[],
// residual_fours[], result[] and result_fours[]; with PER_IMAGE also per_image[] and push.{has_per_image,image_rows}.
//
// Rows past the edge are clamped instead of skipped: they hold the last row's numbers once more. Every branch in an
// unrolled loop would be compiled for every row, and compiling is what loading a model takes longest for.

layout(constant_id = 2) const uint ODD_COLUMNS = 0;  // rows of the result do not divide into fours

// A lane's share of a vector with a number for each column.
#define COLUMNS_OF(values, base) \
    vec4(values[base + min(first_column, push.columns - 1)], values[base + min(first_column + 1, push.columns - 1)], \
         values[base + min(first_column + 2, push.columns - 1)], values[base + min(first_column + 3, push.columns - 1)])

// row_base: rows of the batches before this one. With PER_IMAGE the tile lies in one image.
void finish(uint row_base, uint first_row, uint first_column) {
    vec4 shift = vec4(0.0);
    if (push.has_bias != 0) shift = COLUMNS_OF(bias, 0);
#ifdef PER_IMAGE
    if (push.has_per_image != 0) {
        uint image = (row_base + first_row) / push.image_rows;
        shift += COLUMNS_OF(per_image, image * push.columns);
    }
#endif
    [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) accumulator[i] += shift;
    if (ACTIVATION != ACTIVATION_NONE)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            [[unroll]] for (uint j = 0; j < COLUMNS; ++j) accumulator[i][j] = activate(accumulator[i][j], ACTIVATION);

    if (first_column >= push.columns) return;
    uint last_row = row_base + push.rows - 1;
    if (ODD_COLUMNS == 0) {
        uint row_fours = push.columns / COLUMNS;
        uint at = (row_base + first_row) * row_fours + first_column / COLUMNS;
        uint last = last_row * row_fours + first_column / COLUMNS;
        if (push.has_residual != 0)
            [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
                accumulator[i] += unpack_four(residual_fours[min(at + i * row_fours, last)]);
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            result_fours[min(at + i * row_fours, last)] = pack_four(accumulator[i]);
        return;
    }
    [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
        if (first_column + j < push.columns) {
            uint at = (row_base + first_row) * push.columns + first_column + j;
            uint last = last_row * push.columns + first_column + j;
            if (push.has_residual != 0)
                [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
                    accumulator[i][j] += float(residual[min(at + i * push.columns, last)]);
            [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
                result[min(at + i * push.columns, last)] = STORAGE(accumulator[i][j]);
        }
}
