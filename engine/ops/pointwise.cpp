// SPDX-License-Identifier: Apache-2.0
#include "ops/pointwise.h"

#include "ops/activation.h"
#include "ops/units.h"
#include "shader/pointwise.h"

namespace lemnos::ops {
namespace {

Result<Signature> infer(const Pointwise&, Signatures in) { return in[0]; }

void record(const Pointwise& op, const Operands& at, Recorder& recorder) {
    using namespace shader::pointwise;
    const std::uint64_t count = at[0].shape.elements();
    const DType dtype = at[0].dtype;
    const std::uint32_t unit = unit_size(dtype, {count});
    const auto units = static_cast<std::uint32_t>(count / unit);
    recorder.dispatch(binary({.loads = loads_of<Loads>(unit), .dtype = dtype}),
                      Push{.units = units, .before = op.before, .factor = op.factor, .offset = op.offset},
                      Spec{.activation = static_cast<std::uint32_t>(op.activation)}, {at[0], at.output},
                      Recorder::groups_for(units));
}

void reference(const Pointwise& op, const HostOperands& at) {
    for (std::size_t i = 0; i < at.output.values.size(); ++i)
        at.output.values[i] = activated(at[0].values[i] * op.before, op.activation) * op.factor + op.offset;
}

}  // namespace

Value pointwise(Builder& builder, std::string_view name, Value x, Pointwise op) {
    return builder.add(op, Definition<Pointwise>{name, infer, record, reference}, {x});
}

}  // namespace lemnos::ops
