// SPDX-License-Identifier: Apache-2.0
#include "ops/copy_rows.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const Slice& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (op.count == 0 || op.begin > x.channels() || op.count > x.channels() - op.begin)
        return invalid("slice: channels {} to {} of {}", op.begin, std::uint64_t{op.begin} + op.count, x.text());
    return Signature{x.with(x.rank() - 1, op.count), in[0].dtype};
}

void record(const Slice& op, const Operands& at, Recorder& recorder) {
    copy_rows(recorder, at[0], at.output, {.from_first = op.begin, .count = op.count});
}

void reference(const Slice& op, const HostOperands& at) {
    for (std::size_t i = 0; i < at.output.values.size(); ++i)
        at.output.values[i] = at[0].values[i / op.count * at[0].shape.channels() + op.begin + i % op.count];
}

}  // namespace

Value slice(Builder& builder, Value x, Slice op) {
    return builder.add(op, Definition<Slice>{"slice", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
