// SPDX-License-Identifier: Apache-2.0
// Gives every result and every scratch range of a graph a place in one arena, by liveness: a place is free again
// after the last node that reads it. Pure function of the graph; inputs and weights live elsewhere.
#pragma once

#include <cstdint>
#include <vector>

#include "ops/builder.h"

namespace lemnos {

struct Place {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;  // 0: has no place in the arena
};

struct Plan {
    std::vector<Place> values;   // by ValueId
    std::vector<Place> scratch;  // by node
    std::uint64_t arena_bytes = 0;
    /// What the same graph would take with a place of its own for everything.
    std::uint64_t unshared_bytes = 0;
};

/// Every offset and size is a multiple of this: covers each device's buffer alignment and 16-byte loads past the end.
inline constexpr std::uint64_t place_alignment = 256;
constexpr std::uint64_t aligned(std::uint64_t bytes) {
    return (bytes + place_alignment - 1) / place_alignment * place_alignment;
}

Plan plan_memory(const Graph& graph, const vulkan::Capabilities& capabilities);

}  // namespace lemnos
