// SPDX-License-Identifier: Apache-2.0
#include "graph/footprint.h"

#include <algorithm>

#include "memory/buffer.h"

namespace lemnos {
namespace {

std::uint64_t bytes_of_value(const GraphValue& value) {
    return bytes_of(value.signature.dtype, value.signature.shape.elements());
}

}  // namespace

std::uint64_t weight_bytes(const GraphValue& weight) { return aligned(bytes_of_value(weight)); }

Footprint& Footprint::operator+=(const Footprint& other) {
    weights += other.weights;
    largest_node_weights = std::max(largest_node_weights, other.largest_node_weights);
    activations += other.activations;
    is_bindable = is_bindable && other.is_bindable;
    return *this;
}

Footprint weight_footprint_of(const Graph& graph) {
    Footprint footprint;
    for (const GraphValue& value : graph.values)
        if (value.origin == Origin::weight) footprint.weights += weight_bytes(value);
    for (const GraphNode& node : graph.nodes) {
        std::uint64_t bytes = 0;
        for (const ValueId input : node.inputs) {
            if (input == Value::none) continue;
            const GraphValue& value = graph.values[graph.storage_of(input)];
            if (value.origin == Origin::weight) bytes += weight_bytes(value);
        }
        footprint.largest_node_weights = std::max(footprint.largest_node_weights, bytes);
    }
    return footprint;
}

Footprint footprint_of(const Graph& graph, const vulkan::Capabilities& capabilities) {
    Footprint footprint = weight_footprint_of(graph);
    footprint.activations = Buffer::bytes_taken(plan_memory(graph, capabilities).arena_bytes);
    for (const GraphValue& value : graph.values)
        if (value.origin == Origin::input) footprint.activations += Buffer::bytes_taken(bytes_of_value(value));
    for (const GraphOutput& output : graph.outputs)
        footprint.activations += Buffer::bytes_taken(bytes_of_value(graph.values[output.value]));
    footprint.is_bindable = std::ranges::none_of(graph.values, [&](const GraphValue& value) {
        return value.origin == Origin::result && bytes_of_value(value) > capabilities.max_buffer_range;
    });
    return footprint;
}

}  // namespace lemnos
