// SPDX-License-Identifier: Apache-2.0
// The unit that an invocation takes at once: a pack of 16 bytes in vector variants, one number in scalar ones.
// A buffer of UNIT is read with spread() into WIDTH floats and written with packed().
#if LOADS_vector
#define UNIT PACK
#define WIDTH PACK_SIZE
void spread(PACK pack, out float values[WIDTH]) {
    [[unroll]] for (uint u = 0; u < WIDTH; ++u) values[u] = element(pack, u);
}
#if DTYPE_f16
PACK packed(float v[WIDTH]) {
    return uvec4(packHalf2x16(vec2(v[0], v[1])), packHalf2x16(vec2(v[2], v[3])), packHalf2x16(vec2(v[4], v[5])), packHalf2x16(vec2(v[6], v[7])));
}
#else
PACK packed(float v[WIDTH]) { return vec4(v[0], v[1], v[2], v[3]); }
#endif
#else
// Macros, because a half may be loaded, stored and converted, but not passed.
#define UNIT STORAGE
#define WIDTH 1
#define spread(number, values) values[0] = float(number)
#define packed(values) STORAGE(values[0])
#endif
