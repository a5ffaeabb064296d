// SPDX-License-Identifier: Apache-2.0
// The fused end of the lane kernels: bias, what belongs to one image (convolutions), activation, residual, store.
// The including shader declares push.{rows,columns,has_bias,has_residual}, ACTIVATION, bias[], residual[],
// residual_fours[], result[] and result_fours[]; with PER_IMAGE also per_image[] and push.{has_per_image,image_rows}.
//
// Branches stand outside the unrolled loops, so that the accumulators stay in registers and the code stays short.

void add_bias(uint first_row, uint first_column) {
    if (push.has_bias != 0)
        [[unroll]] for (uint j = 0; j < COLUMNS; ++j) {
            float value = float(bias[min(first_column + j, push.columns - 1)]);
            [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) accumulator[i][j] += value;
        }
#ifdef PER_IMAGE
    if (push.has_per_image != 0)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) {
            uint image = min(first_row + i, push.rows - 1) / push.image_rows;
            [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
                accumulator[i][j] += float(per_image[image * push.columns + min(first_column + j, push.columns - 1)]);
        }
#endif
}

// row_base: rows of the batches before this one.
void finish(uint row_base, uint first_row, uint first_column) {
    add_bias(first_row, first_column);
    if (ACTIVATION != ACTIVATION_NONE)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            [[unroll]] for (uint j = 0; j < COLUMNS; ++j) accumulator[i][j] = activate(accumulator[i][j], ACTIVATION);

    // Whole fours where every column of this lane exists and rows start at a four.
    bool fours = push.columns % COLUMNS == 0 && first_column < push.columns;
    if (fours && push.has_residual != 0)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            if (first_row + i < push.rows) {
                vec4 more = unpack_four(residual_fours[((row_base + first_row + i) * push.columns + first_column) / COLUMNS]);
                [[unroll]] for (uint j = 0; j < COLUMNS; ++j) accumulator[i][j] += more[j];
            }
    if (fours)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            if (first_row + i < push.rows)
                result_fours[((row_base + first_row + i) * push.columns + first_column) / COLUMNS] =
                    pack_four(vec4(accumulator[i][0], accumulator[i][1], accumulator[i][2], accumulator[i][3]));
    if (!fours)
        [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i)
            [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
                if (first_row + i < push.rows && first_column + j < push.columns) {
                    uint at = (row_base + first_row + i) * push.columns + first_column + j;
                    float more = push.has_residual != 0 ? float(residual[at]) : 0.0;
                    result[at] = STORAGE(accumulator[i][j] + more);
                }
}
