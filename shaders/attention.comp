// SPDX-License-Identifier: Apache-2.0
// Scaled dot-product attention in one pass over the keys (online softmax: Milakov & Gimelshein 2018; Dao et al.
// 2022), reading the heads where the projections left them, side by side in the channels. Only a block of scores
// exists at any time. Heads wider than CHUNK are mixed in several chunks of channels, each with its own workgroups.
// variants: FAMILY lanes tile; DTYPE f32 f16
// lanes: channels of a head a multiple of a pack. Each lane owns four queries, so that a query's softmax stays in
// its lane; keys and values are what is shuffled. tile: any.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common/types.glsl"

layout(constant_id = 1) const uint CHUNK = 32;   // channels of a head that one workgroup mixes

layout(push_constant) uniform Push {
    uint queries;
    uint keys;
    uint heads;
    uint head_channels;
    uint chunks;         // per head
    float scale;
    uint causal;         // a query sees no later keys
} push;

// Keys are the left operand of the scores' product and queries the right one.
#if FAMILY_lanes
layout(binding = 0) uniform PACK_TEXELS right_texels;
layout(binding = 1) uniform PACK_TEXELS left_texels;
layout(binding = 2) uniform PACK_TEXELS value_texels;
#else
layout(std430, binding = 0) readonly buffer Query { STORAGE query_values[]; };
layout(std430, binding = 1) readonly buffer Key { STORAGE key_values[]; };
layout(std430, binding = 2) readonly buffer Value { STORAGE value_values[]; };
#endif
layout(std430, binding = 3) writeonly buffer Result { STORAGE result[]; };
layout(std430, binding = 3) writeonly buffer ResultFours { HALF_PACK result_fours[]; };

#define HIDDEN -1e30  // the score of what a query may not see: its weight becomes exactly 0

#if FAMILY_lanes
#define LOADS_SCALAR 0
#include "common/gemm_lanes.glsl"

vec4 best;          // largest score so far, of each of this lane's queries
vec4 total;         // sum of weights so far
vec4 mixed[CHUNK];  // weighted sum of values so far

// Turns the accumulated products into weights and rescales what was mixed before. `seen` keys are for each query.
void weigh(uint first_key, uvec4 seen) {
    vec4 peak = best;
    [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) {
        accumulator[i] = mix(vec4(HIDDEN), accumulator[i] * push.scale, lessThan(uvec4(first_key + i), seen));
        peak = max(peak, accumulator[i]);
    }
    vec4 fade = exp(best - peak);
    best = peak;
    total *= fade;
    [[unroll]] for (uint c = 0; c < CHUNK; ++c) mixed[c] *= fade;
    [[unroll]] for (uint i = 0; i < TILE_ROWS; ++i) {
        accumulator[i] = exp(accumulator[i] - peak);
        total += accumulator[i];
    }
}

void main() {
    uint lane = gl_LocalInvocationID.x;
    uint image = gl_WorkGroupID.z;
    uint head = gl_WorkGroupID.y / push.chunks, chunk = gl_WorkGroupID.y % push.chunks;
    uint first_query = (gl_WorkGroupID.x * LANES + lane) * COLUMNS;
    uint row_packs = push.heads * push.head_channels / PACK_SIZE;
    uint head_pack = head * push.head_channels / PACK_SIZE;
    uint chunk_pack = head_pack + chunk * (CHUNK / PACK_SIZE);

    [[unroll]] for (uint j = 0; j < COLUMNS; ++j)
        right_row[j] = (image * push.queries + min(first_query + j, push.queries - 1)) * row_packs + head_pack;
    best = vec4(HIDDEN);
    total = vec4(0.0);
    [[unroll]] for (uint c = 0; c < CHUNK; ++c) mixed[c] = vec4(0.0);
    uint end = push.causal != 0 ? min(push.keys, (gl_WorkGroupID.x + 1) * LANES * COLUMNS) : push.keys;
    uvec4 seen = uvec4(push.keys);
    if (push.causal != 0) seen = min(seen, first_query + uvec4(1, 2, 3, 4));
    for (uint first_key = 0; first_key < end; first_key += TILE_ROWS) {
        uint my_row[BLOCKS];
        [[unroll]] for (uint i = 0; i < BLOCKS; ++i) {
            my_row[i] = (image * push.keys + min(first_key + i * 8 + lane, push.keys - 1)) * row_packs;
            left_row[i] = my_row[i] + head_pack;
        }
        clear_accumulator();
        accumulate(push.head_channels / PACK_SIZE);
        weigh(first_key, seen);
        [[unroll]] for (uint p = 0; p < CHUNK / PACK_SIZE; ++p)
            [[unroll]] for (uint block = 0; block < BLOCKS; ++block) {
                PACK values = fetch_pack(value_texels, my_row[block] + chunk_pack + p);
                [[unroll]] for (uint u = 0; u < PACK_SIZE; ++u) {
                    float mine = element(values, u);
                    [[unroll]] for (uint i = 0; i < 8; ++i) {
                        float value = subgroupShuffle(mine, i);
                        mixed[p * PACK_SIZE + u] = fma(vec4(value), accumulator[block * 8 + i], mixed[p * PACK_SIZE + u]);
                    }
                }
            }
    }
    // Queries past the edge are clamped: they hold the last one's numbers once more.
    vec4 share = 1.0 / total;
    [[unroll]] for (uint j = 0; j < COLUMNS; ++j) {
        uint query = image * push.queries + min(first_query + j, push.queries - 1);
        uint at = (query * row_packs + chunk_pack) * (PACK_SIZE / 4);
        [[unroll]] for (uint c = 0; c < CHUNK; c += 4)
            result_fours[at + c / 4] = pack_four(vec4(mixed[c][j], mixed[c + 1][j], mixed[c + 2][j], mixed[c + 3][j]) * share[j]);
    }
}
#else
// A workgroup of 64 queries, one an invocation; 16 keys at a time pass through shared memory.
#define QUERIES 64
#define KEYS 16
#define DEPTH 16
layout(local_size_x = QUERIES) in;

shared float key_tile[KEYS][DEPTH];
shared float value_tile[KEYS][CHUNK];

void main() {
    uint me = gl_LocalInvocationID.x;
    uint image = gl_WorkGroupID.z;
    uint head = gl_WorkGroupID.y / push.chunks, first_channel = gl_WorkGroupID.y % push.chunks * CHUNK;
    uint query = gl_WorkGroupID.x * QUERIES + me;
    uint row = push.heads * push.head_channels;
    uint query_at = (image * push.queries + min(query, push.queries - 1)) * row + head * push.head_channels;
    uint key_at = image * push.keys * row + head * push.head_channels;

    float best = HIDDEN, total = 0.0, mixed[CHUNK];
    for (uint c = 0; c < CHUNK; ++c) mixed[c] = 0.0;
    uint end = push.causal != 0 ? min(push.keys, (gl_WorkGroupID.x + 1) * QUERIES) : push.keys;
    for (uint first_key = 0; first_key < end; first_key += KEYS) {
        float weight[KEYS];
        [[unroll]] for (uint i = 0; i < KEYS; ++i) weight[i] = 0.0;
        for (uint depth = 0; depth < push.head_channels; depth += DEPTH) {
            barrier();
            for (uint e = me; e < KEYS * DEPTH; e += QUERIES) {
                uint key = first_key + e / DEPTH, c = depth + e % DEPTH;
                bool exists = key < push.keys && c < push.head_channels;
                key_tile[e / DEPTH][e % DEPTH] = exists ? float(key_values[key_at + key * row + c]) : 0.0;
            }
            barrier();
            for (uint c = 0; c < DEPTH; ++c) {
                float mine = depth + c < push.head_channels ? float(query_values[query_at + depth + c]) : 0.0;
                [[unroll]] for (uint i = 0; i < KEYS; ++i) weight[i] = fma(mine, key_tile[i][c], weight[i]);
            }
        }
        float peak = best;
        [[unroll]] for (uint i = 0; i < KEYS; ++i) {
            uint key = first_key + i;
            bool is_hidden = key >= push.keys || (push.causal != 0 && key > query);
            weight[i] = is_hidden ? HIDDEN : weight[i] * push.scale;
            peak = max(peak, weight[i]);
        }
        float fade = exp(best - peak);
        best = peak;
        total *= fade;
        [[unroll]] for (uint i = 0; i < KEYS; ++i) {
            weight[i] = exp(weight[i] - peak);
            total += weight[i];
        }
        barrier();
        for (uint e = me; e < KEYS * CHUNK; e += QUERIES) {
            uint key = first_key + e / CHUNK, c = first_channel + e % CHUNK;
            bool exists = key < push.keys && c < push.head_channels;
            value_tile[e / CHUNK][e % CHUNK] = exists ? float(value_values[key_at + key * row + c]) : 0.0;
        }
        barrier();
        for (uint c = 0; c < CHUNK; ++c) {
            float sum = mixed[c] * fade;
            [[unroll]] for (uint i = 0; i < KEYS; ++i) sum = fma(weight[i], value_tile[i][c], sum);
            mixed[c] = sum;
        }
    }
    if (query >= push.queries) return;
    for (uint c = 0; c < CHUNK && first_channel + c < push.head_channels; ++c)
        result[query_at + first_channel + c] = STORAGE(mixed[c] / total);
}
#endif
