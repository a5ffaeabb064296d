// SPDX-License-Identifier: Apache-2.0
#include "shader/geglu.h"
#include "ops/activation.h"
#include "ops/ops.h"
#include "ops/units.h"

namespace lemnos::ops {
namespace {

struct Geglu {};

Result<Signature> infer(const Geglu&, Signatures in) {
    const Shape& x = in[0].shape;
    if (x.channels() % 2 != 0) return invalid("geglu: {} channels have no halves", x.channels());
    return Signature{x.with(x.rank() - 1, x.channels() / 2), in[0].dtype};
}

void record(const Geglu&, const Operands& at, Recorder& recorder) {
    using namespace shader::geglu;
    const DType dtype = at[0].dtype;
    const Shape& result = at.output.shape;
    const std::uint32_t unit = unit_size(dtype, {result.channels()});
    const Push push{.units = static_cast<std::uint32_t>(result.elements() / unit), .columns = result.channels() / unit};
    recorder.dispatch(binary({.loads = loads_of<Loads>(unit), .dtype = dtype}), push, Spec{}, {at[0], at.output},
                      Recorder::groups_for(push.units));
}

void reference(const Geglu&, const HostOperands& at) {
    const std::size_t columns = at.output.shape.channels();
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const std::size_t value = i + i / columns * columns;
        at.output.values[i] = at[0].values[value] * activated(at[0].values[value + columns], Activation::gelu_erf);
    }
}

}  // namespace

Value geglu(Builder& builder, Value x) {
    return builder.add(Geglu{}, Definition<Geglu>{"geglu", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
