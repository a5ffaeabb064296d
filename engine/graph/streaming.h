// SPDX-License-Identifier: Apache-2.0
// Which weights of a graph stay on the device and which pass through it: a network whose weights do not fit runs
// segment by segment, and while one segment computes, the weights of the next are copied from the host's memory into
// the other of two windows. Pure function of the graph.
#pragma once

#include <optional>

#include "graph/footprint.h"

namespace lemnos {

/// Where a streamed weight lies while its segment runs.
struct WindowPlace {
    std::uint32_t segment = 0;
    std::uint64_t offset = 0;  // in the window
};

struct StreamingPlan {
    std::uint64_t window_bytes = 0;
    std::vector<std::optional<WindowPlace>> weights;  // by ValueId; nothing for what stays on the device
    std::vector<std::uint32_t> segment_of_node;
    std::uint32_t segments = 0;
};

/// Of the weights that `resident_bytes` have room for, an even share of every part of the graph stays, so that there is
/// always something to compute while the rest is copied. Weights that several nodes read stay in any case.
StreamingPlan plan_streaming(const Graph& graph, std::uint64_t resident_bytes);

/// How large each of the two windows is: one node's weights at least.
std::uint64_t streaming_window(const Footprint& network);

}  // namespace lemnos
