// SPDX-License-Identifier: Apache-2.0
#include "ops/recorder.h"

namespace lemnos {
namespace {

std::uint64_t bytes_bound_at_once(shader::Access access, const TensorView& operand,
                                  const vulkan::Capabilities& capabilities) {
    switch (access) {
        case shader::Access::texel_packs: return capabilities.max_texels * 16;
        case shader::Access::texel_numbers: return capabilities.max_texels * size_of(operand.dtype);
        default: return capabilities.max_buffer_range;
    }
}

Status validate(const Dispatch& call, const vulkan::Capabilities& capabilities) {
    if (call.binary == nullptr) return unsupported("the shader is not built for these element types");
    if (call.operands.size() != call.binary->bindings.size())
        return invalid("{} has {} buffers, {} were given", call.binary->name, call.binary->bindings.size(),
                       call.operands.size());
    for (std::size_t i = 0; i < call.operands.size(); ++i) {
        const TensorView& operand = call.operands[i];
        const std::uint64_t limit = bytes_bound_at_once(call.binary->bindings[i], operand, capabilities);
        if (operand.bytes() > limit)
            return out_of_memory("{}: a tensor of {} ({} MiB) is larger than the {} MiB that this device binds at once",
                                 call.binary->name, operand.shape.text(), operand.bytes() >> 20U, limit >> 20U);
    }
    const std::uint32_t limit = capabilities.max_workgroup_count;
    if (call.groups.x > limit || call.groups.y > limit || call.groups.z > limit)
        return unsupported("{} needs {}x{}x{} workgroups, the device allows {} in a direction", call.binary->name,
                           call.groups.x, call.groups.y, call.groups.z, limit);
    return {};
}

}  // namespace

Groups Recorder::groups_for(std::uint64_t tasks) {
    constexpr std::uint64_t workgroup_size = 64, fold = 32768;  // as in common/index.glsl
    const std::uint64_t count = (tasks + workgroup_size - 1) / workgroup_size;
    if (count <= fold) return {static_cast<std::uint32_t>(count), 1, 1};
    return {fold, static_cast<std::uint32_t>((count + fold - 1) / fold), 1};
}

void Recorder::add(Dispatch call) {
    if (!m_status) return;
    if (call.groups.count() == 0) return;
    for (TensorView& operand : call.operands)
        if (!operand.is_given()) operand = call.operands.back();
    m_status = validate(call, m_capabilities);
    if (m_status) m_dispatches.push_back(std::move(call));
}

}  // namespace lemnos
