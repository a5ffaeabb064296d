// SPDX-License-Identifier: Apache-2.0
// Work on whole rows of numbers: an invocation per row where shared memory is slow (processors), a workgroup per row
// elsewhere. An invocation visits the units ROW_FIRST, ROW_FIRST + ROW_STEP, ... of its row.
// variants: ROWS lanes groups
#if ROWS_groups
#define ROW_STEP WORKGROUP_SIZE
#define ROW_FIRST gl_LocalInvocationID.x
uint row_index() { return flat_workgroup(); }

shared float partials[WORKGROUP_SIZE];
#define JOINED(name, join)                                                   \
    float name(float mine) {                                                 \
        uint me = gl_LocalInvocationID.x;                                    \
        partials[me] = mine;                                                 \
        barrier();                                                           \
        for (uint width = WORKGROUP_SIZE / 2; width > 0; width /= 2) {       \
            if (me < width) partials[me] = join(partials[me], partials[me + width]); \
            barrier();                                                       \
        }                                                                    \
        float all = partials[0];                                             \
        barrier();                                                           \
        return all;                                                          \
    }
#else
#define ROW_STEP 1
#define ROW_FIRST 0
uint row_index() { return flat_invocation(); }
#define JOINED(name, join) \
    float name(float mine) { return mine; }
#endif

float plus(float a, float b) { return a + b; }
float larger(float a, float b) { return max(a, b); }
JOINED(row_sum, plus)
JOINED(row_max, larger)
