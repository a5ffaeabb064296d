// SPDX-License-Identifier: Apache-2.0
#include "nets/clip_text.h"

#include "nn/attention.h"
#include "nn/feed_forward.h"
#include "nn/norm.h"

namespace lemnos {
namespace {

using namespace nn;

constexpr ProjectionNames projections{"q_proj", "k_proj", "v_proj", "out_proj", Bias::given};

// Vectors come as an input of their own and not as rows of the table: the table stays what the file holds, on the
// device once and perhaps quantised, and another word costs no upload of it. Sums with 0 and products with 1 are exact,
// so that a text without vectors is the same with either graph.
Value embed(const Scope& s, const ClipTextConfig& config, const ClipTextInputs& inputs) {
    const Value table = s.weight("token_embedding.weight", {config.vocab_size, config.hidden_size});
    const Value positions = s.weight("position_embedding.weight", {config.max_length, config.hidden_size});
    Value tokens = ops::embedding(s.enter(), inputs.ids, table);
    if (inputs.inserted) tokens = ops::add(s.enter(), ops::multiply(s.enter(), tokens, inputs.kept), inputs.inserted);
    return ops::add(s.enter(), tokens, positions);
}

Value layer(const Scope& s, const ClipTextConfig& config, Value x) {
    const Value normed = layer_norm(s / "layer_norm1", x);
    x = attention(s / "self_attn", normed, normed,
                  {.heads = config.heads, .mask = ops::Mask::causal, .residual = x, .names = projections});
    return mlp(s / "mlp", layer_norm(s / "layer_norm2", x), config.intermediate_size, config.activation, x);
}

std::uint32_t layers_taken(const ClipTextConfig& config) {
    if (config.clip_skip > 0) return config.layers + 1 - config.clip_skip;
    return config.take == TakeLayer::last_normalised ? config.layers : config.layers - 1;
}

// `last` is the state after all layers, [batch, max_length, hidden_size].
Value pool(const Scope& s, const ClipTextConfig& config, Value last, Value ends) {
    const Value normed = layer_norm(s / "final_layer_norm", last);
    const Shape rows{normed.shape.batch() * config.max_length, config.hidden_size};
    const Value picked = ops::embedding(s.enter(), ends, ops::reshape(s.enter(), normed, rows));
    if (config.pooled == Pooled::transposed)
        return linear(s / "text_projection", picked, config.projection_size, {.bias = Bias::none});
    const Value matrix = s.weight("text_projection", {config.hidden_size, config.projection_size});
    return ops::matmul(s.enter(), picked, matrix, {}, {.right = ops::RightOperand::plain});
}

}  // namespace

ClipTextOutputs clip_text(const Scope& s, const ClipTextConfig& config, const ClipTextInputs& inputs) {
    Value x = embed(s / "embeddings", config, inputs);
    const std::uint32_t taken_layers = layers_taken(config);
    const std::uint32_t layers = config.pooled != Pooled::none ? config.layers : taken_layers;
    Value taken = x;
    for (std::uint32_t i = 0; i < layers; ++i) {
        x = layer(s / "encoder.layers" / i, config, x);
        if (i + 1 == taken_layers) taken = x;
    }
    ClipTextOutputs outputs;
    outputs.states = config.take == TakeLayer::penultimate ? taken : layer_norm(s / "final_layer_norm", taken);
    if (config.pooled != Pooled::none) outputs.pooled = pool(s, config, x, inputs.ends);
    return outputs;
}

Result<Graph> clip_text_graph(const WeightIndex* weights, const std::string& root, const ClipTextConfig& config,
                              std::uint32_t batch, DType dtype, InsertedVectors vectors) {
    Builder builder(dtype, weights);
    ClipTextInputs inputs;
    inputs.ids = builder.input("ids", {batch, config.max_length}, DType::u32);
    if (config.pooled != Pooled::none) inputs.ends = builder.input("ends", {batch, 1}, DType::u32);
    if (vectors == InsertedVectors::given) {
        inputs.kept = builder.input("kept", {batch, config.max_length, 1}, dtype);
        inputs.inserted = builder.input("inserted", {batch, config.max_length, config.hidden_size}, dtype);
    }
    const ClipTextOutputs outputs = clip_text(Scope(builder, root), config, inputs);
    builder.output("result", outputs.states);
    if (outputs.pooled) builder.output("pooled", outputs.pooled);
    return std::move(builder).finish();
}

}  // namespace lemnos
