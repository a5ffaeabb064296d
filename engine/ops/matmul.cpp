// SPDX-License-Identifier: Apache-2.0
#include "shader/matmul.h"
#include "ops/activation.h"
#include "ops/kernel_choice.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

struct Extents {
    std::uint32_t batches = 1;  // products with a right matrix each
    std::uint64_t rows = 0;     // of one product
    std::uint32_t columns = 0;
    std::uint32_t depth = 0;
};

Extents extents_of(const Matmul& op, const Shape& a, const Shape& b) {
    const bool is_batched = b.rank() == 3;
    const std::size_t n = b.rank() - (op.right == RightOperand::transposed ? 2 : 1);
    return {is_batched ? b[0] : 1, is_batched ? a.rows() / b[0] : a.rows(), b[n], a.channels()};
}

Result<Signature> infer(const Matmul& op, Signatures in) {
    const Shape &a = in[0].shape, &b = in[1].shape;
    if (a.rank() < 2 || b.rank() < 2 || b.rank() > 3)
        return invalid("matmul: {} times {} is no product of matrices", a.text(), b.text());
    if (in[0].dtype != in[1].dtype) return invalid("matmul: {} times {}", name_of(in[0].dtype), name_of(in[1].dtype));
    const std::uint32_t depth = b[b.rank() - (op.right == RightOperand::transposed ? 1 : 2)];
    if (a.channels() != depth)
        return invalid("matmul: {} times {}: the inner extents {} and {} differ", a.text(), b.text(), a.channels(),
                       depth);
    if (b.rank() == 3 && (a.rank() != 3 || a[0] != b[0]))
        return invalid("matmul: {} and {} have different batches", a.text(), b.text());
    const Extents extents = extents_of(op, a, b);
    const Shape result = a.with(a.rank() - 1, extents.columns);
    if (in[2].is_given() && in[2].shape != Shape{extents.columns})
        return invalid("matmul: the bias is {}, expected {}", in[2].shape.text(), extents.columns);
    if (in[3].is_given() && in[3].shape != result)
        return invalid("matmul: the residual is {}, expected {}", in[3].shape.text(), result.text());
    return Signature{result, in[0].dtype};
}

void record(const Matmul& op, const Operands& at, Recorder& recorder) {
    using namespace shader::matmul;
    const Extents extents = extents_of(op, at[0].shape, at[1].shape);
    const GemmShape shape{extents.rows, extents.columns, extents.depth, at[0].dtype, op.right};
    const KernelChoice choice = choose_gemm_kernel(shape, recorder.capabilities());
    const bool is_transposed = op.right == RightOperand::transposed;
    const auto rows = static_cast<std::uint32_t>(extents.rows);
    const Push push{.rows = rows,
                    .columns = extents.columns,
                    .depth = extents.depth,
                    .left_batch_stride = rows * extents.depth,
                    .right_batch_stride = extents.columns * extents.depth,
                    .right_column_stride = is_transposed ? extents.depth : 1,
                    .right_depth_stride = is_transposed ? 1 : extents.columns,
                    .has_bias = at[2].is_given(),
                    .has_residual = at[3].is_given()};
    recorder.dispatch(binary({.family = shader_family<Family>(choice.family), .dtype = at[0].dtype}), push,
                      Spec{.tile_rows = choice.tile_rows,
                           .activation = static_cast<std::uint32_t>(op.activation),
                           .odd_columns = choice.odd_columns},
                      {at[0], at[1], at[2], at[3], at.output}, gemm_groups(choice, shape, extents.batches),
                      2.0 * extents.batches * static_cast<double>(extents.rows) * extents.columns * extents.depth);
}

void reference(const Matmul& op, const HostOperands& at) {
    const Extents extents = extents_of(op, at[0].shape, at[1].shape);
    const bool is_transposed = op.right == RightOperand::transposed;
    std::size_t out = 0;
    for (std::size_t batch = 0; batch < extents.batches; ++batch)
        for (std::size_t m = 0; m < extents.rows; ++m)
            for (std::size_t n = 0; n < extents.columns; ++n, ++out) {
                const double* left = &at[0].values[(batch * extents.rows + m) * extents.depth];
                const double* right = &at[1].values[batch * extents.columns * extents.depth];
                double sum = at[2].is_given() ? at[2].values[n] : 0;
                for (std::size_t k = 0; k < extents.depth; ++k)
                    sum += left[k] * right[is_transposed ? n * extents.depth + k : k * extents.columns + n];
                sum = activated(sum, op.activation);
                at.output.values[out] = sum + (at[3].is_given() ? at[3].values[out] : 0);
            }
}

}  // namespace

Value matmul(Builder& builder, Value a, Value b, MatmulOperands extra, Matmul op) {
    return builder.add(op, Definition<Matmul>{"matmul", infer, record, reference}, {a, b, extra.bias, extra.residual});
}

}  // namespace lemnos::ops
