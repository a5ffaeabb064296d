// SPDX-License-Identifier: Apache-2.0
// Executable, the part of it that streams weights: see streaming.h for the plan that is carried out here.
#include "graph/executable.h"

#include <algorithm>

namespace lemnos {

Status Executable::plan_stream(const WeightStream& stream) {
    if (stream.host == nullptr) return {};
    m_streaming = plan_streaming(m_graph, stream.resident_bytes);
    m_segments.resize(m_streaming.segments);
    LEMNOS_TRY(m_windows, Buffer::create(m_device, 2 * m_streaming.window_bytes, MemoryIntent::device));
    return {};
}

std::vector<WeightSpec> Executable::resident_weights() const {
    std::vector<WeightSpec> weights;
    for (ValueId id = 0; id < m_graph.values.size(); ++id) {
        const bool is_streamed = !m_segments.empty() && m_streaming.weights[id];
        if (m_graph.values[id].origin == Origin::weight && !is_streamed) weights.push_back(spec_of(m_graph.values[id]));
    }
    return weights;
}

Result<TensorView> Executable::place_streamed(const WeightSpec& weight, const WindowPlace& place, WeightSource& host) {
    LEMNOS_TRY(const TensorView from, host.place(weight));
    const std::uint64_t window = place.segment % 2 * m_streaming.window_bytes;
    const TensorView view{m_windows.get(), window + place.offset, weight.shape, weight.dtype};
    m_segments[place.segment].copies.push_back({from.buffer, {from.offset, view.offset, view.bytes()}});
    return view;
}

// The first dispatch of each segment; a segment without any would have no weights either.
void Executable::find_segments() {
    for (std::size_t s = 0; s < m_segments.size(); ++s) {
        const auto begins = [&](const Step& step) { return m_streaming.segment_of_node[step.node] >= s; };
        m_segments[s].first_step = static_cast<std::uint32_t>(std::ranges::find_if(m_steps, begins) - m_steps.begin());
    }
}

std::optional<std::size_t> Executable::segment_at(std::uint32_t step) const {
    const auto found = std::ranges::find(m_segments, step, &Segment::first_step);
    if (found == m_segments.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_segments.begin());
}

void Executable::copy_weights(VkCommandBuffer commands, std::size_t segment) const {
    for (const Copy& copy : m_segments[segment].copies)
        vkCmdCopyBuffer(commands, copy.from, m_windows.get(), 1, &copy.region);
}

// Everything before is done and its own weights have come; those of the next segment are copied while it computes.
void Executable::begin_segment(VkCommandBuffer commands, std::size_t segment) const {
    constexpr VkPipelineStageFlags stages = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
    const auto barrier = [&] {
        VkMemoryBarrier all{.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER};
        all.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
        all.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
        vkCmdPipelineBarrier(commands, stages, stages, 0, 1, &all, 0, nullptr, 0, nullptr);
    };
    barrier();
    if (segment == 0) {
        copy_weights(commands, 0);
        barrier();
    }
    if (segment + 1 < m_segments.size()) copy_weights(commands, segment + 1);
}

}  // namespace lemnos
