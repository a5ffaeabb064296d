// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "ops/kernel_choice.h"
#include "ops/ops.h"
#include "shader/attention.h"

namespace lemnos::ops {
namespace {

// Registers of one invocation hold this many channels of a head at most; wider heads are mixed in chunks.
constexpr std::uint32_t widest_chunk = 64;

float scale_of(const Attention& op, std::uint32_t head_channels) {
    return op.scale != 0 ? op.scale : 1.0f / std::sqrt(static_cast<float>(head_channels));
}

// What two chunks of a wide head compute twice, the scores, is soon done for so few pairs of query and key; the wider
// kernel takes a tenth of a second to compile.
constexpr std::uint64_t few_pairs = 512 * 512;
constexpr std::uint32_t chunk_for_few_pairs = 32;

// Lanes write whole packs, so their chunks divide the head; tiles skip what lies past it.
std::uint32_t chunk_of(std::uint32_t head_channels, std::uint64_t pairs, KernelFamily family, DType dtype) {
    if (family != KernelFamily::lanes) return std::min(head_channels, widest_chunk);
    if (pairs <= few_pairs && head_channels % chunk_for_few_pairs == 0) return chunk_for_few_pairs;
    std::uint32_t chunk = widest_chunk;
    while (head_channels % chunk != 0) chunk -= pack_size(dtype);
    return chunk;
}

Result<Signature> infer(const Attention& op, Signatures in) {
    const Shape &query = in[0].shape, &key = in[1].shape;
    if (query.rank() != 3 || key.rank() != 3)
        return invalid("attention: {} over {}: sequences have three extents", query.text(), key.text());
    if (op.heads == 0 || query.channels() % op.heads != 0)
        return invalid("attention: {} channels do not divide into {} heads", query.channels(), op.heads);
    if (key != in[2].shape || key[0] != query[0] || key[2] != query[2])
        return invalid("attention: query {}, key {} and value {} do not go together", query.text(), key.text(),
                       in[2].shape.text());
    if (in[0].dtype != in[1].dtype || in[0].dtype != in[2].dtype)
        return invalid("attention: operands of different types");
    if (op.mask == Mask::causal && query[1] != key[1])
        return invalid("attention: a causal mask needs as many keys as queries, not {} and {}", key[1], query[1]);
    return in[0];
}

void record(const Attention& op, const Operands& at, Recorder& recorder) {
    using namespace shader::attention;
    const Shape &query = at[0].shape, &key = at[1].shape;
    const std::uint32_t head_channels = query[2] / op.heads;
    const KernelChoice choice = choose_gemm_kernel(
        {key[1], query[1], head_channels, at[0].dtype, RightOperand::transposed}, recorder.capabilities());
    const std::uint64_t pairs = std::uint64_t{query[1]} * key[1];
    const std::uint32_t chunk = chunk_of(head_channels, pairs, choice.family, at[0].dtype);
    const std::uint32_t chunks = (head_channels + chunk - 1) / chunk;
    const bool has_lanes = choice.family == KernelFamily::lanes;
    const std::uint32_t tile_queries = has_lanes ? 32 : 64;
    const Push push{.queries = query[1],
                    .keys = key[1],
                    .heads = op.heads,
                    .head_channels = head_channels,
                    .chunks = chunks,
                    .scale = scale_of(op, head_channels),
                    .causal = op.mask == Mask::causal};
    recorder.dispatch(binary({.family = has_lanes ? Family::lanes : Family::tile, .dtype = at[0].dtype}), push,
                      // 16 keys at a time keep the scores and a chunk of values near the registers.
                      Spec{.tile_rows = 16, .chunk = chunk}, {at[0], at[1], at[2], at.output},
                      {(query[1] + tile_queries - 1) / tile_queries, op.heads * chunks, query[0]},
                      4.0 * query[0] * query[1] * key[1] * query[2],
                      static_cast<double>(pairs) * query[0] * op.heads * chunks);
}

void reference(const Attention& op, const HostOperands& at) {
    const Shape &query = at[0].shape, &key = at[1].shape;
    const std::size_t channels = query[2], width = channels / op.heads;
    for (std::size_t n = 0; n < query[0]; ++n)
        for (std::size_t head = 0; head < op.heads; ++head)
            for (std::size_t q = 0; q < query[1]; ++q) {
                const std::size_t seen = op.mask == Mask::causal ? q + 1 : key[1];
                const auto index = [&](std::size_t tokens, std::size_t token) {
                    return (n * tokens + token) * channels + head * width;
                };
                std::vector<double> weight(seen);
                double total = 0, best = -INFINITY;
                for (std::size_t k = 0; k < seen; ++k) {
                    for (std::size_t c = 0; c < width; ++c)
                        weight[k] += at[0].values[index(query[1], q) + c] * at[1].values[index(key[1], k) + c];
                    weight[k] *= double{scale_of(op, static_cast<std::uint32_t>(width))};
                    best = std::max(best, weight[k]);
                }
                for (double& w : weight) total += w = std::exp(w - best);
                for (std::size_t c = 0; c < width; ++c) {
                    double sum = 0;
                    for (std::size_t k = 0; k < seen; ++k)
                        sum += weight[k] / total * at[2].values[index(key[1], k) + c];
                    at.output.values[index(query[1], q) + c] = sum;
                }
            }
}

}  // namespace

Value attention(Builder& builder, Value query, Value key, Value value, Attention op) {
    return builder.add(op, Definition<Attention>{"attention", infer, record, reference}, {query, key, value});
}

}  // namespace lemnos::ops
