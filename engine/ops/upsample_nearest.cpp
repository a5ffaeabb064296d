// SPDX-License-Identifier: Apache-2.0
#include "shader/upsample_nearest.h"
#include "ops/ops.h"
#include "ops/units.h"

namespace lemnos::ops {
namespace {

constexpr std::uint32_t largest_extent = 65535;  // products of two extents fit 32 bits

Result<Signature> infer(const UpsampleNearest& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (x.rank() != 4) return invalid("upsample_nearest: {} is no picture", x.text());
    if (op.height == 0 || op.width == 0) return invalid("upsample_nearest: to {}x{}", op.height, op.width);
    if (std::max({op.height, op.width, x.height(), x.width()}) > largest_extent)
        return unsupported("upsample_nearest: {} to {}x{} is too large", x.text(), op.height, op.width);
    return Signature{Shape::nhwc(x.batch(), op.height, op.width, x.channels()), in[0].dtype};
}

void record(const UpsampleNearest& op, const Operands& at, Recorder& recorder) {
    using namespace shader::upsample_nearest;
    const Shape& x = at[0].shape;
    const std::uint32_t unit = unit_size(at[0].dtype, {x.channels()});
    const Push push{.units = static_cast<std::uint32_t>(at.output.shape.elements() / unit),
                    .pixel_units = x.channels() / unit,
                    .height = op.height,
                    .width = op.width,
                    .input_height = x.height(),
                    .input_width = x.width()};
    recorder.dispatch(binary({.moves = moves_of<Moves>(at[0].dtype, unit)}), push, Spec{}, {at[0], at.output},
                      Recorder::groups_for(push.units));
}

void reference(const UpsampleNearest& op, const HostOperands& at) {
    const Shape& x = at[0].shape;
    std::size_t out = 0;
    for (std::size_t image = 0; image < x.batch(); ++image)
        for (std::size_t row = 0; row < op.height; ++row)
            for (std::size_t column = 0; column < op.width; ++column)
                for (std::size_t c = 0; c < x.channels(); ++c, ++out) {
                    const std::size_t from_row = row * x.height() / op.height,
                                      from_column = column * x.width() / op.width;
                    at.output.values[out] =
                        at[0].values[((image * x.height() + from_row) * x.width() + from_column) * x.channels() + c];
                }
}

}  // namespace

Value upsample_nearest(Builder& builder, Value x, UpsampleNearest op) {
    return builder.add(op, Definition<UpsampleNearest>{"upsample_nearest", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
