// SPDX-License-Identifier: Apache-2.0
// What an op is: how shapes follow from shapes, which dispatches it makes, and the formula it must agree with.
// An op's file fills a Definition<Op> with free functions; the builder keeps it beside the op's fields, type-erased.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ops/recorder.h"

namespace lemnos {

/// Shape and element type of an operand before it has a place; an absent optional operand has rank 0.
struct Signature {
    Shape shape;
    DType dtype = DType::f16;
    bool is_given() const { return shape.rank() > 0; }
};
using Signatures = std::span<const Signature>;

/// The tensors of one node when it is recorded. Views of absent operands are not given.
struct Operands {
    std::span<const TensorView> inputs;
    TensorView output;
    TensorView scratch;  // bytes as scratch_bytes() asked for, shape in elements of f32

    const TensorView& operator[](std::size_t i) const { return inputs[i]; }
};

/// Double-precision tensor for references.
struct Array {
    Shape shape;
    std::vector<double> values;
    bool is_given() const { return shape.rank() > 0; }
};

struct HostOperands {
    std::span<const Array> inputs;
    Array& output;  // its shape is set
    const Array& operator[](std::size_t i) const { return inputs[i]; }
};

template <typename Op>
struct Definition {
    std::string_view name;  // the stem of the op's files
    Result<Signature> (*infer)(const Op&, Signatures inputs);
    void (*record)(const Op&, const Operands&, Recorder&);
    /// The formula in double precision; what the test rows compare the shaders with.
    void (*reference)(const Op&, const HostOperands&);
    /// Bytes of f32 scratch that record() may use; null for none.
    std::uint64_t (*scratch_bytes)(const Op&, Signatures inputs, const vulkan::Capabilities&) = nullptr;
};

/// A Definition bound to an op's fields.
struct Operation {
    std::string_view name;
    std::function<void(const Operands&, Recorder&)> record;
    std::function<void(const HostOperands&)> reference;
    std::function<std::uint64_t(Signatures, const vulkan::Capabilities&)> scratch_bytes;
};

template <typename Op>
Operation bind(const Op& op, const Definition<Op>& definition) {
    return {definition.name,
            [op, definition](const Operands& at, Recorder& recorder) { definition.record(op, at, recorder); },
            [op, definition](const HostOperands& at) { definition.reference(op, at); },
            [op, definition](Signatures inputs, const vulkan::Capabilities& capabilities) -> std::uint64_t {
                return definition.scratch_bytes == nullptr ? 0 : definition.scratch_bytes(op, inputs, capabilities);
            }};
}

}  // namespace lemnos
