// SPDX-License-Identifier: Apache-2.0
// Storage types. A shader built with DTYPE_f32 or DTYPE_f16 stores STORAGE and always computes in float.
// A PACK is 16 bytes: what one load should fetch; element(pack, i) is its i-th number as float.
// What kernels for processors read much of, they read by texels: Mesa's CPU driver takes a storage buffer apart number
// by number and passes each through the stack, where processors stall (40 cycles each on Zen 3), but fetches a texel
// of 16 bytes in one go. PACK_TEXELS is such a buffer of packs, NUMBER_TEXELS one of single numbers.
#extension GL_EXT_shader_16bit_storage : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_control_flow_attributes : require

#if DTYPE_f16
#define STORAGE float16_t
#define PACK uvec4
#define PACK_SIZE 8
#define HALF_PACK uvec2  // four numbers
#define EMPTY_PACK uvec4(0)
#define fetch_pack(texels, i) texelFetch(texels, int(i))
float element(uvec4 pack, uint i) { return unpackHalf2x16(pack[i >> 1])[i & 1]; }
vec4 unpack_four(uvec2 pack) { return vec4(unpackHalf2x16(pack.x), unpackHalf2x16(pack.y)); }
uvec2 pack_four(vec4 v) { return uvec2(packHalf2x16(v.xy), packHalf2x16(v.zw)); }
uvec4 pack_of(float v[8]) {
    return uvec4(pack_four(vec4(v[0], v[1], v[2], v[3])), pack_four(vec4(v[4], v[5], v[6], v[7])));
}
#else
#define STORAGE float
#define PACK vec4
#define PACK_SIZE 4
#define HALF_PACK vec4
#define EMPTY_PACK vec4(0)
#define fetch_pack(texels, i) uintBitsToFloat(texelFetch(texels, int(i)))
float element(vec4 pack, uint i) { return pack[i]; }
vec4 unpack_four(vec4 pack) { return pack; }
vec4 pack_four(vec4 v) { return v; }
vec4 pack_of(float v[4]) { return vec4(v[0], v[1], v[2], v[3]); }
#endif
#define PACK_TEXELS utextureBuffer
#define NUMBER_TEXELS textureBuffer
#define fetch_number(texels, i) texelFetch(texels, int(i)).x
