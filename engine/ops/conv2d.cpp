// SPDX-License-Identifier: Apache-2.0
#include "shader/conv2d.h"
#include "ops/activation.h"
#include "ops/kernel_choice.h"
#include "ops/ops.h"
#include "ops/winograd.h"

namespace lemnos::ops {
namespace {

std::uint32_t extent_after(std::uint32_t extent, std::uint32_t before, std::uint32_t after, const Conv2d& op) {
    const std::uint32_t padded = extent * op.upsample + before + after;
    return padded < op.kernel ? 0 : (padded - op.kernel) / op.stride + 1;
}

Result<Signature> infer(const Conv2d& op, Signatures in) {
    const Shape &x = in[0].shape, &weight = in[1].shape;
    if (op.kernel != 1 && op.kernel != 3) return invalid("conv2d: kernels are 1x1 or 3x3, not {0}x{0}", op.kernel);
    if (op.upsample != 1 && op.upsample != 2)
        return invalid("conv2d: pictures are doubled or left alone, not enlarged {} times", op.upsample);
    if (x.rank() != 4 || weight.rank() != 4) return invalid("conv2d: {} convolved with {}", x.text(), weight.text());
    if (weight[1] != op.kernel || weight[2] != op.kernel || weight[3] != x.channels())
        return invalid("conv2d: the weight is {}, expected {}x{}x{}x{}", weight.text(), weight[0], op.kernel, op.kernel,
                       x.channels());
    if (in[0].dtype != in[1].dtype)
        return invalid("conv2d: {} convolved with {}", name_of(in[0].dtype), name_of(in[1].dtype));
    const Shape result{x[0], extent_after(x[1], op.padding.top, op.padding.bottom, op),
                       extent_after(x[2], op.padding.left, op.padding.right, op), weight[0]};
    if (result.elements() == 0) return invalid("conv2d: {} is too small for the kernel", x.text());
    if (in[2].is_given() && in[2].shape != Shape{weight[0]})
        return invalid("conv2d: the bias is {}, expected {}", in[2].shape.text(), weight[0]);
    if (in[3].is_given() && in[3].shape != Shape{x[0], weight[0]})
        return invalid("conv2d: the offset per image is {}, expected {}x{}", in[3].shape.text(), x[0], weight[0]);
    if (in[4].is_given() && in[4].shape != result)
        return invalid("conv2d: the residual is {}, expected {}", in[4].shape.text(), result.text());
    return Signature{result, in[0].dtype};
}

std::uint64_t scratch_bytes(const Conv2d& op, Signatures in, const vulkan::Capabilities& capabilities) {
    const Result<Signature> result = infer(op, in);
    if (!result || !winograd_refuses(op, in, result->shape, capabilities).empty()) return 0;
    return winograd_scratch_bytes(in, result->shape, capabilities);
}

void record(const Conv2d& op, const Operands& at, Recorder& recorder) {
    using namespace shader::conv2d;
    if (at.scratch.is_given()) return record_winograd(op, at, recorder);
    const Shape &x = at[0].shape, &result = at.output.shape;
    GemmShape shape{result.rows(), result.channels(), x.channels(), at[0].dtype, RightOperand::transposed};
    const KernelChoice choice = choose_gemm_kernel(shape, recorder.capabilities());
    // The lane kernels add what belongs to an image to whole tiles: where tiles would cross images, each gets its own.
    std::uint32_t slices = 1;
    if (choice.family != KernelFamily::tile && at[3].is_given() && result.positions() % choice.tile_rows != 0) {
        slices = x[0];
        shape.rows = result.positions();
    }
    const Push push{.rows = static_cast<std::uint32_t>(shape.rows),
                    .columns = shape.columns,
                    .channels = x.channels(),
                    .kernel = op.kernel,
                    .stride = op.stride,
                    .padding_top = op.padding.top,
                    .padding_left = op.padding.left,
                    .doublings = op.upsample - 1,
                    .height = x.height(),
                    .width = x.width(),
                    .result_height = result.height(),
                    .result_width = result.width(),
                    .image_rows = result.positions(),
                    .has_bias = at[2].is_given(),
                    .has_per_image = at[3].is_given(),
                    .has_residual = at[4].is_given()};
    recorder.dispatch(binary({.family = shader_family<Family>(choice.family), .dtype = at[0].dtype}), push,
                      Spec{.tile_rows = choice.tile_rows,
                           .activation = static_cast<std::uint32_t>(op.activation),
                           .odd_columns = choice.odd_columns},
                      {at[0], at[1], at[2], at[3], at[4], at.output}, gemm_groups(choice, shape, slices),
                      2.0 * static_cast<double>(result.rows()) * shape.columns * x.channels() * op.kernel * op.kernel);
}

void reference(const Conv2d& op, const HostOperands& at) {
    const Shape &x = at[0].shape, &result = at.output.shape;
    std::size_t out = 0;
    for (std::uint32_t n = 0; n < result[0]; ++n)
        for (std::uint32_t oy = 0; oy < result[1]; ++oy)
            for (std::uint32_t ox = 0; ox < result[2]; ++ox)
                for (std::uint32_t oc = 0; oc < result[3]; ++oc, ++out) {
                    double sum = at[2].is_given() ? at[2].values[oc] : 0;
                    if (at[3].is_given()) sum += at[3].values[n * result[3] + oc];
                    for (std::uint32_t tap = 0; tap < op.kernel * op.kernel; ++tap) {
                        const auto y = std::int64_t{oy} * op.stride + tap / op.kernel - op.padding.top;
                        const auto column = std::int64_t{ox} * op.stride + tap % op.kernel - op.padding.left;
                        if (y < 0 || column < 0 || y >= std::int64_t{x[1]} * op.upsample ||
                            column >= std::int64_t{x[2]} * op.upsample)
                            continue;
                        const auto pixel = (n * std::size_t{x[1]} + y / op.upsample) * x[2] + column / op.upsample;
                        for (std::uint32_t c = 0; c < x[3]; ++c)
                            sum += at[0].values[pixel * x[3] + c] *
                                   at[1].values[(std::size_t{oc} * op.kernel * op.kernel + tap) * x[3] + c];
                    }
                    sum = activated(sum, op.activation);
                    at.output.values[out] = sum + (at[4].is_given() ? at[4].values[out] : 0);
                }
}

}  // namespace

Value conv2d(Builder& builder, Value x, Value weight, ConvOperands extra, Conv2d op) {
    return builder.add(op, Definition<Conv2d>{"conv2d", infer, record, reference, scratch_bytes},
                       {x, weight, extra.bias, extra.per_image, extra.residual});
}

}  // namespace lemnos::ops
