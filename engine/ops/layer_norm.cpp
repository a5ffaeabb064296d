// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "ops/ops.h"
#include "ops/units.h"
#include "shader/layer_norm.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const LayerNorm&, Signatures in) {
    const std::uint32_t channels = in[0].shape.channels();
    for (const Signature& parameter : in.subspan(1))
        if (parameter.shape != Shape{channels} || parameter.dtype != in[0].dtype)
            return invalid("layer_norm: scale and shift must have {} numbers, not {}", channels,
                           parameter.shape.text());
    if (channels > longest_row) return unsupported("layer_norm: rows of {} numbers are too long", channels);
    return in[0];
}

void record(const LayerNorm& op, const Operands& at, Recorder& recorder) {
    using namespace shader::layer_norm;
    const Shape& x = at[0].shape;
    const DType dtype = at[0].dtype;
    const std::uint32_t unit = unit_size(dtype, {x.channels()});
    const Push push{.rows = static_cast<std::uint32_t>(x.rows()), .units = x.channels() / unit, .epsilon = op.epsilon};
    const RowPlan plan = plan_rows(push.rows, push.units, recorder.capabilities());
    recorder.dispatch(binary({.rows = rows_of<Rows>(plan), .loads = loads_of<Loads>(unit), .dtype = dtype}), push,
                      Spec{}, {at[0], at[1], at[2], at.output}, plan.groups);
}

void reference(const LayerNorm& op, const HostOperands& at) {
    const std::size_t channels = at[0].shape.channels();
    for (std::size_t row = 0; row < at[0].shape.rows(); ++row) {
        const double* x = &at[0].values[row * channels];
        double mean = 0, variance = 0;
        for (std::size_t c = 0; c < channels; ++c) mean += x[c] / double(channels);
        for (std::size_t c = 0; c < channels; ++c) variance += std::pow(x[c] - mean, 2) / double(channels);
        for (std::size_t c = 0; c < channels; ++c)
            at.output.values[row * channels + c] =
                (x[c] - mean) / std::sqrt(variance + double{op.epsilon}) * at[1].values[c] + at[2].values[c];
    }
}

}  // namespace

Value layer_norm(Builder& builder, Value x, Value scale, Value shift, LayerNorm op) {
    return builder.add(op, Definition<LayerNorm>{"layer_norm", infer, record, reference}, {x, scale, shift});
}

}  // namespace lemnos::ops
