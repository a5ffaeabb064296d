// SPDX-License-Identifier: Apache-2.0
#include "nets/clip_text.h"

#include "nn/attention.h"
#include "nn/feed_forward.h"
#include "nn/norm.h"

namespace lemnos {
namespace {

using namespace nn;

constexpr ProjectionNames projections{"q_proj", "k_proj", "v_proj", "out_proj", Bias::given};

Value embed(const Scope& s, const ClipTextConfig& config, Value ids) {
    const Value table = s.weight("token_embedding.weight", {config.vocab_size, config.hidden_size});
    const Value positions = s.weight("position_embedding.weight", {config.max_length, config.hidden_size});
    return ops::add(s.enter(), ops::embedding(s.enter(), ids, table), positions);
}

Value layer(const Scope& s, const ClipTextConfig& config, Value x) {
    const Value normed = layer_norm(s / "layer_norm1", x);
    x = attention(s / "self_attn", normed, normed,
                  {.heads = config.heads, .mask = ops::Mask::causal, .residual = x, .names = projections});
    return mlp(s / "mlp", layer_norm(s / "layer_norm2", x), config.intermediate_size, config.activation, x);
}

}  // namespace

Value clip_text(const Scope& s, const ClipTextConfig& config, Value ids) {
    Value x = embed(s / "embeddings", config, ids);
    const std::uint32_t layers = config.take == TakeLayer::last_normalised ? config.layers : config.layers - 1;
    for (std::uint32_t i = 0; i < layers; ++i) x = layer(s / "encoder.layers" / i, config, x);
    return config.take == TakeLayer::penultimate ? x : layer_norm(s / "final_layer_norm", x);
}

Result<Graph> clip_text_graph(const WeightIndex* weights, const std::string& root, const ClipTextConfig& config,
                              std::uint32_t batch, DType dtype) {
    Builder builder(dtype, weights);
    const Value ids = builder.input("ids", {batch, config.max_length}, DType::u32);
    builder.output("result", clip_text(Scope(builder, root), config, ids));
    return std::move(builder).finish();
}

}  // namespace lemnos
