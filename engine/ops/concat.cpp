// SPDX-License-Identifier: Apache-2.0
#include "ops/copy_rows.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

struct Concat {};

Result<Signature> infer(const Concat&, Signatures in) {
    const Shape &x = in[0].shape, &y = in[1].shape;
    const std::size_t innermost = x.rank() - 1;
    if (x.rank() == 0 || y.rank() != x.rank() || x.with(innermost, y.channels()) != y || in[0].dtype != in[1].dtype)
        return invalid("concat: {} {} and {} {} do not lie side by side", name_of(in[0].dtype), x.text(),
                       name_of(in[1].dtype), y.text());
    return Signature{x.with(innermost, x.channels() + y.channels()), in[0].dtype};
}

void record(const Concat&, const Operands& at, Recorder& recorder) {
    const std::uint32_t first = at[0].shape.channels(), second = at[1].shape.channels();
    copy_rows(recorder, at[0], at.output, {.to_first = 0, .count = first});
    copy_rows(recorder, at[1], at.output, {.to_first = first, .count = second});
}

void reference(const Concat&, const HostOperands& at) {
    const std::size_t first = at[0].shape.channels(), second = at[1].shape.channels(), all = first + second;
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const std::size_t row = i / all, column = i % all;
        at.output.values[i] =
            column < first ? at[0].values[row * first + column] : at[1].values[row * second + column - first];
    }
}

}  // namespace

Value concat(Builder& builder, Value x, Value y) {
    return builder.add(Concat{}, Definition<Concat>{"concat", infer, record, reference}, {x, y});
}

}  // namespace lemnos::ops
