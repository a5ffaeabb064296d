// SPDX-License-Identifier: Apache-2.0
#include "shader/dequantise.h"
#include "ops/ops.h"

namespace lemnos::ops {
namespace {

constexpr std::uint32_t numbers_at_once = 8;  // of an invocation

Result<Signature> infer(const Dequantise& op, Signatures in) {
    const Shape& x = in[0].shape;
    if (!is_quantised(in[0].dtype)) return invalid("dequantise: {} is not quantised", name_of(in[0].dtype));
    if (op.order == WeightOrder::channels_inside && x.rank() != 4)
        return invalid("dequantise: {} is no convolution's weight", x.text());
    return Signature{x, op.dtype};
}

// Channels and pixels of one output channel; one axis where the order stays.
struct Plane {
    std::uint32_t channels = 1;
    std::uint32_t pixels = 1;
};
Plane plane_of(const Dequantise& op, const Shape& x) {
    if (op.order == WeightOrder::keep) return {};
    return {x[3], x[1] * x[2]};
}

shader::dequantise::From from_of(DType dtype) {
    using shader::dequantise::From;
    switch (dtype) {
        case DType::q4_0: return From::q4_0;
        case DType::q4_1: return From::q4_1;
        case DType::q5_0: return From::q5_0;
        case DType::q5_1: return From::q5_1;
        case DType::q8_0: return From::q8_0;
        case DType::q2_k: return From::q2_k;
        case DType::q3_k: return From::q3_k;
        case DType::q4_k: return From::q4_k;
        case DType::q5_k: return From::q5_k;
        case DType::q6_k: return From::q6_k;
        case DType::iq4_nl: return From::iq4_nl;
        case DType::iq4_xs: return From::iq4_xs;
        case DType::f8_e5m2: return From::f8_e5m2;
        default: return From::f8_e4m3;
    }
}

void record(const Dequantise& op, const Operands& at, Recorder& recorder) {
    using namespace shader::dequantise;
    const Plane plane = plane_of(op, at.output.shape);
    const Push push{.count = static_cast<std::uint32_t>(at.output.shape.elements()),
                    .channels = plane.channels,
                    .pixels = plane.pixels,
                    .scale = op.scale};
    recorder.dispatch(binary({.from = from_of(at[0].dtype), .to = op.dtype}), push, Spec{}, {at[0], at.output},
                      Recorder::groups_for((push.count + numbers_at_once - 1) / numbers_at_once));
}

// The operand's numbers are those that its blocks stand for, in the file's order.
void reference(const Dequantise& op, const HostOperands& at) {
    const Plane plane = plane_of(op, at.output.shape);
    const std::size_t pixels = plane.pixels, channels = plane.channels;
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const std::size_t row = i / (pixels * channels), pixel = i / channels % pixels, channel = i % channels;
        at.output.values[i] = at[0].values[(row * channels + channel) * pixels + pixel] * double{op.scale};
    }
}

}  // namespace

Value dequantise(Builder& builder, Value x, Dequantise op) {
    return builder.add(op, Definition<Dequantise>{"dequantise", infer, record, reference}, {x});
}

}  // namespace lemnos::ops
