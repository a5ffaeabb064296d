// SPDX-License-Identifier: Apache-2.0
#include "graph/streaming.h"

#include <algorithm>

namespace lemnos {
namespace {

// Large enough for a bus to be busy, small enough to be nothing beside what it saves.
constexpr std::uint64_t comfortable_window = 64ULL << 20U;
constexpr std::uint64_t fewest_segments = 16;

// The weights that a single node reads, in the order of the nodes; Value::none marks the end of a node.
std::vector<ValueId> weights_in_order(const Graph& graph) {
    std::vector<std::uint32_t> readers(graph.values.size(), 0);
    for (const GraphNode& node : graph.nodes)
        for (const ValueId input : node.inputs)
            if (input != Value::none) ++readers[graph.storage_of(input)];
    std::vector<ValueId> order;
    for (const GraphNode& node : graph.nodes) {
        for (const ValueId input : node.inputs) {
            if (input == Value::none) continue;
            const ValueId id = graph.storage_of(input);
            if (graph.values[id].origin == Origin::weight && readers[id] == 1) order.push_back(id);
        }
        order.push_back(Value::none);
    }
    return order;
}

std::uint64_t total_bytes(const Graph& graph, std::span<const ValueId> weights) {
    std::uint64_t total = 0;
    for (const ValueId id : weights)
        if (id != Value::none) total += weight_bytes(graph.values[id]);
    return total;
}

// Spreads what stays evenly: each weight adds its share to an account, which pays for those that stay.
std::vector<bool> chosen_to_stay(const Graph& graph, std::span<const ValueId> order, std::uint64_t resident_bytes) {
    const std::uint64_t total = total_bytes(graph, order);
    const double share =
        total == 0 ? 1 : std::min(1.0, static_cast<double>(resident_bytes) / static_cast<double>(total));
    std::vector<bool> stays(graph.values.size(), true);
    double account = 0;
    for (const ValueId id : order) {
        if (id == Value::none) continue;
        const auto bytes = static_cast<double>(weight_bytes(graph.values[id]));
        account += bytes * share;
        stays[id] = account >= bytes;
        if (stays[id]) account -= bytes;
    }
    return stays;
}

}  // namespace

std::uint64_t streaming_window(const Footprint& network) {
    const std::uint64_t wanted = std::min(comfortable_window, network.weights / fewest_segments);
    return std::max(network.largest_node_weights, wanted / place_alignment * place_alignment);
}

StreamingPlan plan_streaming(const Graph& graph, std::uint64_t resident_bytes) {
    const std::vector<ValueId> order = weights_in_order(graph);
    const std::vector<bool> stays = chosen_to_stay(graph, order, resident_bytes);
    StreamingPlan plan;
    plan.window_bytes = streaming_window(weight_footprint_of(graph));
    plan.weights.resize(graph.values.size());
    std::uint64_t used = 0;
    std::vector<ValueId> node;
    for (const ValueId id : order) {
        if (id != Value::none) {
            if (!stays[id]) node.push_back(id);
            continue;
        }
        if (used + total_bytes(graph, node) > plan.window_bytes) {
            ++plan.segments;
            used = 0;
        }
        for (const ValueId weight : node) {
            plan.weights[weight] = WindowPlace{plan.segments, used};
            used += weight_bytes(graph.values[weight]);
        }
        plan.segment_of_node.push_back(plan.segments);
        node.clear();
    }
    ++plan.segments;
    return plan;
}

}  // namespace lemnos
