// SPDX-License-Identifier: Apache-2.0
// What a graph will take of a device's memory, known before anything of it is made: memory is planned by these numbers.
// Pure function of the graph; any thread.
#pragma once

#include "graph/planner.h"

namespace lemnos {

/// Bytes on the device.
struct Footprint {
    std::uint64_t weights = 0;               // as the device holds them
    std::uint64_t largest_node_weights = 0;  // those that one node reads
    std::uint64_t activations = 0;           // the arena, and the buffers of inputs and outputs
    bool is_bindable = true;                 // the device can show a shader each of its activations whole

    std::uint64_t total() const { return weights + activations; }
    Footprint& operator+=(const Footprint& other);
};

/// What a weight takes among others.
std::uint64_t weight_bytes(const GraphValue& weight);

Footprint footprint_of(const Graph& graph, const vulkan::Capabilities& capabilities);
/// Without the activations, for which memory would have to be planned.
Footprint weight_footprint_of(const Graph& graph);

}  // namespace lemnos
