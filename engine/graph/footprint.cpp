// SPDX-License-Identifier: Apache-2.0
#include "graph/footprint.h"

#include <algorithm>

#include "memory/buffer.h"

namespace lemnos {
namespace {

std::uint64_t bytes_of_value(const GraphValue& value) {
    return bytes_of(value.signature.dtype, value.signature.shape.elements());
}

std::uint64_t bytes_of_weight(const Graph& graph, ValueId id) {
    if (id == Value::none) return 0;
    const GraphValue& value = graph.values[graph.storage_of(id)];
    if (value.origin != Origin::weight) return 0;
    return (bytes_of_value(value) + place_alignment - 1) / place_alignment * place_alignment;
}

}  // namespace

Footprint& Footprint::operator+=(const Footprint& other) {
    weights += other.weights;
    largest_node_weights = std::max(largest_node_weights, other.largest_node_weights);
    activations += other.activations;
    return *this;
}

Footprint weight_footprint_of(const Graph& graph) {
    Footprint footprint;
    for (ValueId id = 0; id < graph.values.size(); ++id)
        if (graph.values[id].origin == Origin::weight) footprint.weights += bytes_of_weight(graph, id);
    for (const GraphNode& node : graph.nodes) {
        std::uint64_t bytes = 0;
        for (const ValueId input : node.inputs) bytes += bytes_of_weight(graph, input);
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
    return footprint;
}

}  // namespace lemnos
