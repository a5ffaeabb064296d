// SPDX-License-Identifier: Apache-2.0
// For ops that move numbers and need not know what they are: 16 bytes at once where rows allow it, else one number
// of four or two bytes. MOVED is a UNIT outside of buffers.
// variants: MOVES packs words halves
#extension GL_EXT_shader_16bit_storage : require
#if MOVES_packs
#define UNIT uvec4
#define MOVED uvec4
#elif MOVES_words
#define UNIT uint
#define MOVED uint
#else
#define UNIT uint16_t
#define MOVED uint
#endif
