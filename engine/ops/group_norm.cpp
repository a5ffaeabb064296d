// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "ops/activation.h"
#include "ops/kernel_choice.h"
#include "ops/ops.h"
#include "shader/group_norm.h"

namespace lemnos::ops {
namespace {

// A slab should be long enough to be worth a task and short enough to stay in the cache between its two passes.
constexpr std::uint32_t slab_pixels = 64;
// Pixels that a task of the last pass goes through: enough that reading a channel's numbers does not count.
constexpr std::uint32_t run_pixels = 8;

std::uint32_t slabs_of(const Shape& x) { return (x.positions() + slab_pixels - 1) / slab_pixels; }

Result<Signature> infer(const GroupNorm& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (op.groups == 0 || x.channels() % op.groups != 0)
        return invalid("group_norm: {} channels do not divide into {} groups", x.channels(), op.groups);
    for (const Signature& parameter : in.subspan(1))
        if (parameter.shape != Shape{x.channels()} || parameter.dtype != in[0].dtype)
            return invalid("group_norm: scale and shift must have {} numbers, not {}", x.channels(),
                           parameter.shape.text());
    if (op.activation != Activation::none && op.activation != Activation::silu)
        return invalid("group_norm: only SiLU is fused");
    return in[0];
}

std::uint64_t scratch_bytes(const GroupNorm&, Signatures in, const vulkan::Capabilities&) {
    const Shape& x = in[0].shape;
    return std::uint64_t{x.batch()} * (slabs_of(x) + 1) * x.channels() * 2 * sizeof(float);
}

void record(const GroupNorm& op, const Operands& at, Recorder& recorder) {
    using namespace shader::group_norm;
    const Shape& x = at[0].shape;
    const Push push{.pixels = x.positions(),
                    .channels = x.channels(),
                    .channels_per_group = x.channels() / op.groups,
                    .images = x.batch(),
                    .slabs = slabs_of(x),
                    .slab_pixels = slab_pixels,
                    .run_pixels = run_pixels,
                    .epsilon = op.epsilon,
                    .activation = static_cast<std::uint32_t>(op.activation)};
    const DType dtype = at[0].dtype;
    const bool in_packs = divides_into_packs(x.channels(), dtype);
    const std::uint32_t width = in_packs ? pack_size(dtype) : 1;
    const Loads loads = !in_packs                          ? Loads::scalar
                        : recorder.capabilities().is_cpu() ? Loads::texels  // see common/types.glsl
                                                           : Loads::vector;
    const auto pass = [&](Pass which, std::uint64_t tasks) {
        recorder.dispatch(binary({.pass = which, .loads = loads, .dtype = dtype}), push, Spec{},
                          {at[0], at[1], at[2], at.scratch, at.output}, Recorder::groups_for(tasks));
    };
    pass(Pass::slabs, std::uint64_t{x.batch()} * push.slabs * (x.channels() / width));
    pass(Pass::groups, std::uint64_t{x.batch()} * op.groups);
    const std::uint64_t runs = (x.positions() + run_pixels - 1) / run_pixels;
    pass(Pass::apply, x.batch() * runs * (x.channels() / width));
}

void reference(const GroupNorm& op, const HostOperands& at) {
    const Shape& x = at[0].shape;
    const std::size_t pixels = x.positions(), channels = x.channels(), per_group = channels / op.groups;
    for (std::size_t image = 0; image < x.batch(); ++image)
        for (std::size_t group = 0; group < op.groups; ++group) {
            const auto each = [&](auto&& visit) {
                for (std::size_t p = 0; p < pixels; ++p)
                    for (std::size_t c = group * per_group; c < (group + 1) * per_group; ++c)
                        visit((image * pixels + p) * channels + c, c);
            };
            const auto count = static_cast<double>(pixels * per_group);
            double mean = 0, variance = 0;
            each([&](std::size_t i, std::size_t) { mean += at[0].values[i] / count; });
            each([&](std::size_t i, std::size_t) { variance += std::pow(at[0].values[i] - mean, 2) / count; });
            each([&](std::size_t i, std::size_t c) {
                const double normal = (at[0].values[i] - mean) / std::sqrt(variance + double{op.epsilon});
                at.output.values[i] = activated(normal * at[1].values[c] + at[2].values[c], op.activation);
            });
        }
}

}  // namespace

Value group_norm(Builder& builder, Value x, Value scale, Value shift, GroupNorm op) {
    return builder.add(op, Definition<GroupNorm>{"group_norm", infer, record, reference, scratch_bytes},
                       {x, scale, shift});
}

}  // namespace lemnos::ops
