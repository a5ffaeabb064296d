// SPDX-License-Identifier: Apache-2.0
#include "shader/embedding.h"
#include "ops/ops.h"
#include "ops/units.h"

namespace lemnos::ops {
namespace {

struct Embedding {};

Result<Signature> infer(const Embedding&, Signatures in) {
    const Shape &ids = in[0].shape, &table = in[1].shape;
    if (ids.rank() != 2 || in[0].dtype != DType::u32)
        return invalid("embedding: ids are {} {}, expected u32 [batch, tokens]", name_of(in[0].dtype), ids.text());
    if (table.rank() != 2) return invalid("embedding: the table is {}, expected [entries, channels]", table.text());
    return Signature{Shape{ids[0], ids[1], table.channels()}, in[1].dtype};
}

// Entries that are bound at once: a multiple of 256, so that every window begins where a buffer may be bound.
std::uint32_t window_of(const TensorView& table, const vulkan::Capabilities& capabilities) {
    const std::uint64_t row = std::uint64_t{table.shape.channels()} * size_of(table.dtype);
    const std::uint64_t fitting = capabilities.max_buffer_range / row;
    if (fitting >= table.shape[0]) return table.shape[0];
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(fitting / 256 * 256, 256));
}

void record(const Embedding&, const Operands& at, Recorder& recorder) {
    using namespace shader::embedding;
    const TensorView& table = at[1];
    const std::uint32_t unit = unit_size(table.dtype, {table.shape.channels()});
    const std::uint32_t window = window_of(table, recorder.capabilities());
    Push push{.units = static_cast<std::uint32_t>(at.output.shape.elements() / unit),
              .columns = table.shape.channels() / unit,
              .entries = table.shape[0]};
    for (push.first = 0; push.first < push.entries; push.first += window) {
        push.count = std::min(window, push.entries - push.first);
        TensorView part = table;
        part.shape = table.shape.with(0, push.count);
        part.offset += std::uint64_t{push.first} * table.shape.channels() * size_of(table.dtype);
        recorder.dispatch(binary({.moves = moves_of<Moves>(table.dtype, unit)}), push, Spec{}, {at[0], part, at.output},
                          Recorder::groups_for(push.units));
    }
}

void reference(const Embedding&, const HostOperands& at) {
    const std::size_t channels = at[1].shape.channels();
    for (std::size_t i = 0; i < at.output.values.size(); ++i) {
        const auto entry =
            std::min<std::size_t>(static_cast<std::size_t>(at[0].values[i / channels]), at[1].shape[0] - 1);
        at.output.values[i] = at[1].values[entry * channels + i % channels];
    }
}

}  // namespace

Value embedding(Builder& builder, Value ids, Value table) {
    return builder.add(Embedding{}, Definition<Embedding>{"embedding", infer, record, reference}, {ids, table});
}

}  // namespace lemnos::ops
