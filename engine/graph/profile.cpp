// SPDX-License-Identifier: Apache-2.0
// Executable::profile: where a graph spends its time. One submission per dispatch, so that none hides in the shadow
// of another; slower than run(), and the sum is a little more than a run takes.
#include "graph/executable.h"

namespace lemnos {

Result<std::vector<DispatchTime>> Executable::profile() {
    const double tick = m_device.capabilities().timestamp_seconds;
    if (tick <= 0) return unsupported("{} has no time stamps to profile with", m_device.capabilities().name);
    VkQueryPoolCreateInfo info{.sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
    info.queryType = VK_QUERY_TYPE_TIMESTAMP;
    info.queryCount = 2;
    VkQueryPool raw = VK_NULL_HANDLE;
    LEMNOS_CHECK(vulkan::check(vkCreateQueryPool(m_device.get(), &info, nullptr, &raw), "make time stamps"));
    const vulkan::QueryPoolHandle pool(m_device.get(), raw);
    LEMNOS_TRY(VkCommandBuffer commands, m_device.allocate_command_buffer());
    std::vector<DispatchTime> times;
    Status status;
    for (std::uint32_t at = 0; at < m_steps.size(); ++at) {  // one submission each, see above
        const Step& step = m_steps[at];
        const VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        status = vulkan::check(vkBeginCommandBuffer(commands, &begin), "record commands");
        if (!status) break;
        if (const auto segment = segment_at(at)) begin_segment(commands, *segment);
        vkCmdResetQueryPool(commands, raw, 0, 2);
        vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, raw, 0);
        bind(commands, step);
        vkCmdDispatchBase(commands, 0, 0, 0, step.call.groups.x, step.call.groups.y, step.call.groups.z);
        vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, raw, 1);
        status = vulkan::check(vkEndCommandBuffer(commands), "record commands");
        if (!status) break;
        const auto value = m_device.submit(commands);
        status = value ? m_device.wait(*value) : Status(std::unexpected(value.error()));
        if (!status) break;
        std::uint64_t ticks[2] = {};
        status = vulkan::check(vkGetQueryPoolResults(m_device.get(), raw, 0, 2, sizeof ticks, ticks, sizeof ticks[0],
                                                     VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
                               "read time stamps");
        if (!status) break;
        const GraphNode& node = m_graph.nodes[step.node];
        times.push_back({node.path, step.call.binary->name, m_graph.values[node.output].signature.shape.text(),
                         static_cast<double>(ticks[1] - ticks[0]) * tick, step.call.flops});
    }
    m_device.free_command_buffer(commands);
    if (!status) return std::unexpected(std::move(status).error());
    return times;
}

}  // namespace lemnos
