// SPDX-License-Identifier: Apache-2.0
#include "graph/planner.h"

#include <algorithm>
#include <map>

namespace lemnos {
namespace {

// The occupied ranges of the arena, by offset.
class Arena {
public:
    // Best fit: the smallest gap that is large enough keeps large gaps for large tensors.
    Place take(std::uint64_t bytes) {
        const std::uint64_t size = aligned(bytes);
        std::uint64_t best_offset = 0, best_gap = UINT64_MAX, end = 0;
        for (const auto& [offset, taken] : m_taken) {
            const std::uint64_t gap = offset - end;
            if (gap >= size && gap < best_gap) {
                best_gap = gap;
                best_offset = end;
            }
            end = offset + taken;
        }
        if (best_gap == UINT64_MAX) best_offset = end;
        m_taken.emplace(best_offset, size);
        m_high_water = std::max(m_high_water, best_offset + size);
        return {best_offset, size};
    }

    void release(const Place& place) { m_taken.erase(place.offset); }
    std::uint64_t high_water() const { return m_high_water; }

private:
    std::map<std::uint64_t, std::uint64_t> m_taken;
    std::uint64_t m_high_water = 0;
};

// The node after which a value is no longer read, by itself or by an alias; results that nobody reads die with their
// own node.
std::vector<std::size_t> last_uses(const Graph& graph) {
    std::vector<std::size_t> last(graph.values.size(), 0);
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        last[graph.nodes[n].output] = n;
        for (const ValueId input : graph.nodes[n].inputs)
            if (input != Value::none) last[graph.storage_of(input)] = n;
    }
    for (const GraphOutput& output : graph.outputs) last[graph.storage_of(output.value)] = graph.nodes.size();
    return last;
}

std::uint64_t scratch_bytes(const Graph& graph, const GraphNode& node, const vulkan::Capabilities& capabilities) {
    std::vector<Signature> signatures;
    for (const ValueId input : node.inputs)
        signatures.push_back(input == Value::none ? Signature{} : graph.values[input].signature);
    return node.operation.scratch_bytes(signatures, capabilities);
}

}  // namespace

Plan plan_memory(const Graph& graph, const vulkan::Capabilities& capabilities) {
    Plan plan;
    plan.values.resize(graph.values.size());
    plan.scratch.resize(graph.nodes.size());
    const std::vector<std::size_t> last = last_uses(graph);
    Arena arena;
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        const GraphNode& node = graph.nodes[n];
        const Signature& result = graph.values[node.output].signature;
        plan.values[node.output] = arena.take(result.shape.elements() * size_of(result.dtype));
        plan.unshared_bytes += plan.values[node.output].bytes;
        if (const std::uint64_t bytes = scratch_bytes(graph, node, capabilities); bytes > 0) {
            plan.scratch[n] = arena.take(bytes);
            plan.unshared_bytes += plan.scratch[n].bytes;
            arena.release(plan.scratch[n]);
        }
        std::vector<ValueId> dying{node.output};
        for (const ValueId input : node.inputs)
            if (input != Value::none) dying.push_back(graph.storage_of(input));
        std::ranges::sort(dying);
        const auto repeated = std::ranges::unique(dying);
        dying.erase(repeated.begin(), repeated.end());
        for (const ValueId id : dying)
            if (graph.values[id].origin == Origin::result && last[id] == n) arena.release(plan.values[id]);
    }
    for (ValueId id = 0; id < graph.values.size(); ++id)
        if (graph.values[id].origin == Origin::alias) plan.values[id] = plan.values[graph.storage_of(id)];
    plan.arena_bytes = arena.high_water();
    return plan;
}

}  // namespace lemnos
