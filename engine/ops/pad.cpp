// SPDX-License-Identifier: Apache-2.0
#include "shader/pad.h"
#include "ops/ops.h"
#include "ops/units.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const Padding& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (x.rank() != 4) return invalid("pad: {} is no picture", x.text());
    return Signature{
        Shape::nhwc(x.batch(), op.top + x.height() + op.bottom, op.left + x.width() + op.right, x.channels()),
        in[0].dtype};
}

void record(const Padding& op, const Operands& at, Recorder& recorder) {
    using namespace shader::pad;
    const Shape& x = at[0].shape;
    const std::uint32_t unit = unit_size(at[0].dtype, {x.channels()});
    const Push push{.units = static_cast<std::uint32_t>(at.output.shape.elements() / unit),
                    .pixel_units = x.channels() / unit,
                    .height = at.output.shape.height(),
                    .width = at.output.shape.width(),
                    .input_height = x.height(),
                    .input_width = x.width(),
                    .top = op.top,
                    .left = op.left};
    recorder.dispatch(binary({.moves = moves_of<Moves>(at[0].dtype, unit)}), push, Spec{}, {at[0], at.output},
                      Recorder::groups_for(push.units));
}

void reference(const Padding& op, const HostOperands& at) {
    const Shape &x = at[0].shape, &y = at.output.shape;
    std::ranges::fill(at.output.values, 0.0);
    std::size_t from = 0;
    for (std::size_t image = 0; image < x.batch(); ++image)
        for (std::size_t row = 0; row < x.height(); ++row)
            for (std::size_t column = 0; column < x.width(); ++column)
                for (std::size_t c = 0; c < x.channels(); ++c, ++from)
                    at.output
                        .values[((image * y.height() + row + op.top) * y.width() + column + op.left) * y.channels() +
                                c] = at[0].values[from];
}

}  // namespace

Value pad(Builder& builder, Value x, Padding op) {
    return builder.add(op, Definition<Padding>{"pad", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
