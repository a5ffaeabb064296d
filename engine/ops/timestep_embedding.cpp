// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ops/ops.h"
#include "shader/timestep_embedding.h"

namespace lemnos::ops {
namespace {

struct Stored : TimestepEmbedding {  // as the builder's type
    DType dtype = DType::f16;
};

double frequency(const Stored& op, std::uint32_t i) {
    return std::pow(double{op.max_period}, -double(i) / (op.channels / 2));
}

Result<Signature> infer(const Stored& op, Signatures in) {
    if (in[0].shape.rank() != 1 || in[0].dtype != DType::f32)
        return invalid("timestep_embedding: times are {} {}, expected f32 of one extent", name_of(in[0].dtype),
                       in[0].shape.text());
    if (op.channels < 2 || op.channels >= 1U << 17U) return invalid("timestep_embedding: {} channels", op.channels);
    if (!(op.max_period > 1))
        return invalid("timestep_embedding: the longest period is {}, not above 1", op.max_period);
    return Signature{Shape{in[0].shape[0], op.channels}, op.dtype};
}

void record(const Stored& op, const Operands& at, Recorder& recorder) {
    using namespace shader::timestep_embedding;
    const auto fraction = [](double value) {
        return static_cast<std::uint32_t>(std::min(std::round(value * 0x1p32), 0x1p32 - 1));
    };
    Push push{.batch = at.output.shape[0],
              .channels = op.channels,
              .half_channels = op.channels / 2,
              .start = fraction(2 / std::numbers::pi)};
    for (std::uint32_t j = 0; j < push.powers.size(); ++j) push.powers[j] = fraction(frequency(op, 1U << j));
    recorder.dispatch(binary({.dtype = op.dtype}), push, Spec{}, {at[0], at.output},
                      Recorder::groups_for(at.output.shape.elements()));
}

void reference(const Stored& op, const HostOperands& at) {
    const std::uint32_t half = op.channels / 2;
    for (std::uint32_t image = 0; image < at.output.shape[0]; ++image)
        for (std::uint32_t c = 0; c < op.channels; ++c) {
            const double angle = at[0].values[image] * frequency(op, c % half);
            at.output.values[image * op.channels + c] = c < half ? std::cos(angle) : c < 2 * half ? std::sin(angle) : 0;
        }
}

}  // namespace

Value timestep_embedding(Builder& builder, Value times, TimestepEmbedding op) {
    return builder.add(Stored{op, builder.dtype()}, Definition<Stored>{"timestep_embedding", infer, record, reference},
                       {times});
}

}  // namespace lemnos::ops
