// SPDX-License-Identifier: Apache-2.0
#include "shader/convert.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const Convert& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (op.order != AxisOrder::keep && x.rank() != 4) return invalid("convert: {} is no picture", x.text());
    switch (op.order) {
        case AxisOrder::keep: break;
        case AxisOrder::nhwc_from_nchw: return Signature{Shape{x[0], x[2], x[3], x[1]}, op.dtype};
        case AxisOrder::nchw_from_nhwc: return Signature{Shape{x[0], x[3], x[1], x[2]}, op.dtype};
    }
    return Signature{x, op.dtype};
}

// Of one image of the result, rows and columns: its outer and inner axis if pixels are taken as one.
Shape plane_of(AxisOrder order, const Shape& result) {
    switch (order) {
        case AxisOrder::keep: break;
        case AxisOrder::nhwc_from_nchw: return {result[1] * result[2], result[3]};
        case AxisOrder::nchw_from_nhwc: return {result[1], result[2] * result[3]};
    }
    return {1, static_cast<std::uint32_t>(result.elements())};
}

void record(const Convert& op, const Operands& at, Recorder& recorder) {
    using namespace shader::convert;
    const Shape plane = plane_of(op.order, at.output.shape);
    const Push push{
        .count = static_cast<std::uint32_t>(at.output.shape.elements()), .rows = plane[0], .columns = plane[1]};
    const bool is_vector = op.order == AxisOrder::keep && push.count % 8 == 0;
    recorder.dispatch(binary({.loads = is_vector ? Loads::vector : Loads::scalar, .from = at[0].dtype, .to = op.dtype}),
                      push, Spec{}, {at[0], at.output}, Recorder::groups_for(push.count / (is_vector ? 8 : 1)));
}

void reference(const Convert& op, const HostOperands& at) {
    const Shape plane = plane_of(op.order, at.output.shape);
    const std::size_t rows = plane[0], columns = plane[1];
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const std::size_t image = i / (rows * columns), row = i / columns % rows, column = i % columns;
        at.output.values[i] = at[0].values[(image * columns + column) * rows + row];
    }
}

}  // namespace

Value convert(Builder& builder, Value x, Convert op) {
    if (x && op.order == AxisOrder::keep && op.dtype == x.dtype) return x;
    return builder.add(op, Definition<Convert>{"convert", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
