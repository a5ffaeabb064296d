// SPDX-License-Identifier: Apache-2.0
// The vocabulary of the engine: every op that a network may use. Each has a file of its own (<op>.cpp), a shader of
// the same stem and rows in tests/ops. Functions add a node to the builder and return its result; they check shapes
// and leave the first error in the builder. Absent optional operands are empty Values.
//
// Pictures are [batch, height, width, channels]; sequences [batch, tokens, channels]; weights have PyTorch's
// meaning with the input channels innermost ([out][in], [out][kh][kw][in]).
#pragma once

#include "ops/builder.h"

namespace lemnos::ops {

enum class Activation : std::uint32_t {
    none,
    silu,
    relu,
    gelu_erf,    // x * Phi(x), exact
    gelu_tanh,   // the approximation by tanh
    gelu_quick,  // x * sigmoid(1.702 x), as CLIP has it
    sigmoid,
    tanh,
};

// --- matrix products -------------------------------------------------------------------------------------------

enum class RightOperand { transposed, plain };  // [N][K] as linear layers store it, or [K][N]

/// result[.., m, n] = activation(sum_k a[.., m, k] * b[n, k] + bias[n]) + residual[.., m, n].
/// a is [M, K] or [batch, M, K] (or a picture, whose pixels are rows); b is [N, K], or [batch, N, K] to go along.
struct Matmul {
    RightOperand right = RightOperand::transposed;
    Activation activation = Activation::none;
};
struct MatmulOperands {
    Value bias;      // [N]
    Value residual;  // like the result
};
Value matmul(Builder& builder, Value a, Value b, MatmulOperands extra = {}, Matmul op = {});

struct Padding {
    std::uint32_t top = 0;
    std::uint32_t left = 0;
    std::uint32_t bottom = 0;
    std::uint32_t right = 0;
    static Padding all(std::uint32_t n) { return {n, n, n, n}; }
};

/// 1x1 or 3x3 convolution; x [batch, height, width, in], weight [out][kernel][kernel][in].
/// `upsample` 2 reads x as if each pixel were doubled first (nearest), without making that picture.
/// result = activation(conv + bias[out] + per_image[batch, out]) + residual.
struct Conv2d {
    std::uint32_t kernel = 3;
    std::uint32_t stride = 1;
    Padding padding = Padding::all(1);
    std::uint32_t upsample = 1;
    Activation activation = Activation::none;
};
struct ConvOperands {
    Value bias;       // [out]
    Value per_image;  // [batch, out]: the time embedding
    Value residual;   // like the result
};
Value conv2d(Builder& builder, Value x, Value weight, ConvOperands extra, Conv2d op);

/// Scaled dot-product attention over heads that lie side by side in the channels.
/// query [batch, tokens, heads * d], key and value [batch, context, heads * d]; the result is like the query.
enum class Mask { none, causal };
struct Attention {
    std::uint32_t heads = 1;
    Mask mask = Mask::none;
    float scale = 0;  // 0: 1 / sqrt(d)
};
Value attention(Builder& builder, Value query, Value key, Value value, Attention op);

// --- normalisation ---------------------------------------------------------------------------------------------

/// Wu & He 2018: over height, width and the channels of a group; then activation.
struct GroupNorm {
    std::uint32_t groups = 32;
    float epsilon = 1e-5f;
    Activation activation = Activation::none;
};
Value group_norm(Builder& builder, Value x, Value scale, Value shift, GroupNorm op);

/// Over the innermost extent.
struct LayerNorm {
    float epsilon = 1e-5f;
};
Value layer_norm(Builder& builder, Value x, Value scale, Value shift, LayerNorm op = {});

// --- element by element ----------------------------------------------------------------------------------------

Value activate(Builder& builder, Value x, Activation activation);

/// x [.., 2c] -> [.., c]: the first half times gelu(second half), with the exact gelu.
Value geglu(Builder& builder, Value x);

/// y is broadcast to x as in NumPy: extents aligned at the innermost, 1 or missing ones repeated.
enum class Arithmetic : std::uint32_t { add, subtract, multiply };
struct Elementwise {
    Arithmetic arithmetic = Arithmetic::add;
};
Value elementwise(Builder& builder, Value x, Value y, Elementwise op);
Value add(Builder& builder, Value x, Value y);
Value multiply(Builder& builder, Value x, Value y);

/// x * factor + offset
struct Affine {
    float factor = 1;
    float offset = 0;
};
Value affine(Builder& builder, Value x, Affine op);

/// 3 * tanh(x / 3): how the tiny autoencoder bounds its latents (TAESD).
Value soft_clamp(Builder& builder, Value x);

// --- moving data -----------------------------------------------------------------------------------------------

/// Side by side along the innermost extent.
Value concat(Builder& builder, Value x, Value y);

/// Nearest neighbour to the given size: pixel i reads floor(i * in / out).
struct UpsampleNearest {
    std::uint32_t height = 0;
    std::uint32_t width = 0;
};
Value upsample_nearest(Builder& builder, Value x, UpsampleNearest op);

/// Rows of a table [entries, channels] by ids [batch, tokens] (u32): [batch, tokens, channels].
/// An id past the end of the table takes the last row.
Value embedding(Builder& builder, Value ids, Value table);

/// Vaswani et al. 2017 as diffusion networks have it: [batch] times (f32, may be fractional) -> [batch, channels],
/// cosines in the first half, sines in the second, frequencies max_period^(-i / (channels / 2)).
struct TimestepEmbedding {
    std::uint32_t channels = 0;
    float max_period = 10000;
};
Value timestep_embedding(Builder& builder, Value times, TimestepEmbedding op);

/// Element type and axis order.
enum class AxisOrder { keep, nhwc_from_nchw, nchw_from_nhwc };
struct Convert {
    DType dtype = DType::f16;
    AxisOrder order = AxisOrder::keep;
};
Value convert(Builder& builder, Value x, Convert op);

/// A quantised weight (blocks of GGML, or fp8), expanded and multiplied by `scale`. x has the shape that the kernels
/// want; channels_inside brings the input channels inside where the file has [out][in][kh][kw].
enum class WeightOrder { keep, channels_inside };
struct Dequantise {
    DType dtype = DType::f16;  // of the result
    float scale = 1;
    WeightOrder order = WeightOrder::keep;
};
Value dequantise(Builder& builder, Value x, Dequantise op);

/// Zeros around a picture.
Value pad(Builder& builder, Value x, Padding op);

/// Channels [begin, begin + count) of the innermost extent.
struct Slice {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
};
Value slice(Builder& builder, Value x, Slice op);

enum class Reduction : std::uint32_t { sum, mean, max };
struct Reduce {
    Reduction reduction = Reduction::sum;
};
/// Over the innermost extent, which becomes 1.
Value reduce(Builder& builder, Value x, Reduce op);

/// The same numbers in another shape; costs nothing.
Value reshape(Builder& builder, Value x, Shape shape);

}  // namespace lemnos::ops
