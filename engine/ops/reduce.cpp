// SPDX-License-Identifier: Apache-2.0
#include "shader/reduce.h"
#include "ops/ops.h"
#include "ops/units.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const Reduce&, Signatures in) {
    const Shape& x = in[0].shape;
    if (x.rank() == 0 || x.channels() == 0) return invalid("reduce: there are no numbers in {}", x.text());
    if (x.channels() > longest_row) return unsupported("reduce: rows of {} numbers are too long", x.channels());
    return Signature{x.with(x.rank() - 1, 1), in[0].dtype};
}

void record(const Reduce& op, const Operands& at, Recorder& recorder) {
    using namespace shader::reduce;
    const Shape& x = at[0].shape;
    const DType dtype = at[0].dtype;
    const std::uint32_t unit = unit_size(dtype, {x.channels()});
    const Push push{.rows = static_cast<std::uint32_t>(x.rows()),
                    .units = x.channels() / unit,
                    .reduction = static_cast<std::uint32_t>(op.reduction)};
    const RowPlan plan = plan_rows(push.rows, push.units, recorder.capabilities());
    recorder.dispatch(binary({.rows = rows_of<Rows>(plan), .loads = loads_of<Loads>(unit), .dtype = dtype}), push,
                      Spec{}, {at[0], at.output}, plan.groups);
}

void reference(const Reduce& op, const HostOperands& at) {
    const std::size_t channels = at[0].shape.channels();
    for (std::size_t row = 0; row < at.output.values.size(); ++row) {
        const double* x = &at[0].values[row * channels];
        double result = x[0];
        for (std::size_t c = 1; c < channels; ++c)
            result = op.reduction == Reduction::max ? std::max(result, x[c]) : result + x[c];
        at.output.values[row] = op.reduction == Reduction::mean ? result / double(channels) : result;
    }
}

}  // namespace

Value reduce(Builder& builder, Value x, Reduce op) {
    return builder.add(op, Definition<Reduce>{"reduce", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
