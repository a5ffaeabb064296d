// SPDX-License-Identifier: Apache-2.0
#include "shader/elementwise.h"
#include "ops/kernel_choice.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

// How y is walked while x is walked from its innermost element outwards. Neighbouring extents that y has, or lacks,
// alike are one level; three levels cover every broadcast of tensors of up to four extents that networks make.
struct Levels {
    std::uint32_t extent[3] = {1, 1, 1};
    std::uint32_t stride[3] = {0, 0, 0};
    std::size_t count = 0;
};

bool is_broadcastable(const Shape& x, const Shape& y) {
    if (y.rank() > x.rank()) return false;
    for (std::size_t i = 0; i < y.rank(); ++i) {
        const std::uint32_t extent = y[y.rank() - 1 - i];
        if (extent != 1 && extent != x[x.rank() - 1 - i]) return false;
    }
    return true;
}

Levels levels_of(const Shape& x, const Shape& y) {
    Levels levels;
    std::uint32_t y_stride = 1;
    bool was_repeated = false;
    for (std::size_t i = 0; i < x.rank(); ++i) {
        const std::uint32_t extent = x[x.rank() - 1 - i];
        if (extent == 1) continue;
        const std::uint32_t y_extent = i < y.rank() ? y[y.rank() - 1 - i] : 1;
        const bool is_repeated = y_extent == 1;
        if (levels.count == 0 || is_repeated != was_repeated) {
            if (levels.count == 3) {
                levels.count = 4;  // more than the shader walks
                return levels;
            }
            levels.stride[levels.count] = is_repeated ? 0 : y_stride;
            ++levels.count;
        }
        levels.extent[levels.count - 1] *= extent;
        y_stride *= y_extent;
        was_repeated = is_repeated;
    }
    return levels;
}

Result<Signature> infer(const Elementwise&, Signatures in) {
    if (in[0].dtype != in[1].dtype)
        return invalid("elementwise: {} with {}", name_of(in[0].dtype), name_of(in[1].dtype));
    if (!is_broadcastable(in[0].shape, in[1].shape) || levels_of(in[0].shape, in[1].shape).count > 3)
        return invalid("elementwise: {} cannot be broadcast to {}", in[1].shape.text(), in[0].shape.text());
    return in[0];
}

void record(const Elementwise& op, const Operands& at, Recorder& recorder) {
    using namespace shader::elementwise;
    const Levels levels = levels_of(at[0].shape, at[1].shape);
    const auto count = static_cast<std::uint32_t>(at[0].shape.elements());
    const DType dtype = at[0].dtype;
    const auto is_whole = [&](std::uint32_t n) { return divides_into_packs(n, dtype); };
    const bool in_packs = is_whole(count) && is_whole(levels.extent[0]) &&
                          (levels.stride[0] == 0 || (is_whole(levels.stride[1]) && is_whole(levels.stride[2])));
    const Push push{.count = count,
                    .inner = levels.extent[0],
                    .middle = levels.extent[1],
                    .inner_stride = levels.stride[0],
                    .middle_stride = levels.stride[1],
                    .outer_stride = levels.stride[2],
                    .arithmetic = static_cast<std::uint32_t>(op.arithmetic)};
    const std::uint64_t tasks = in_packs ? count / pack_size(dtype) : count;
    recorder.dispatch(binary({.loads = in_packs ? Loads::vector : Loads::scalar, .dtype = dtype}), push, Spec{},
                      {at[0], at[1], at.output}, Recorder::groups_for(tasks));
}

void reference(const Elementwise& op, const HostOperands& at) {
    const Levels levels = levels_of(at[0].shape, at[1].shape);
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const std::size_t middle = i / levels.extent[0];
        const double x = at[0].values[i];
        const double y =
            at[1].values[i % levels.extent[0] * levels.stride[0] + middle % levels.extent[1] * levels.stride[1] +
                         middle / levels.extent[1] * levels.stride[2]];
        at.output.values[i] = op.arithmetic == Arithmetic::add        ? x + y
                              : op.arithmetic == Arithmetic::subtract ? x - y
                                                                      : x * y;
    }
}

}  // namespace

Value elementwise(Builder& builder, Value x, Value y, Elementwise op) {
    return builder.add(op, Definition<Elementwise>{"elementwise", infer, record, reference}, {x, y});
}

Value add(Builder& builder, Value x, Value y) { return elementwise(builder, x, y, {Arithmetic::add}); }
Value multiply(Builder& builder, Value x, Value y) { return elementwise(builder, x, y, {Arithmetic::multiply}); }

}  // namespace lemnos::ops
