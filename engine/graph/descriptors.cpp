// SPDX-License-Identifier: Apache-2.0
#include "graph/descriptors.h"

#include <algorithm>
#include <array>

#include "memory/buffer.h"

namespace lemnos {
namespace {

// Rounded up: the last 16-byte load may reach past the tensor.
std::uint64_t bound_bytes(const TensorView& tensor) {
    return std::max<std::uint64_t>((tensor.bytes() + 15) / 16 * 16, 16);
}

// Mesa's CPU driver (22.3) also asks texel buffers whether they have mipmaps, which it reads from bits 8 to 15 of the
// size, and compiles a shader once for each answer: half a second at a first dispatch. Never all zero, they agree.
std::uint64_t viewed_bytes(const TensorView& tensor) {
    const std::uint64_t bytes = bound_bytes(tensor);
    static_assert(texel_slack == 256);
    return (bytes >> 8U & 0xffU) == 0 ? bytes + texel_slack : bytes;
}

VkFormat texel_format(shader::Access access, DType dtype) {
    if (access == shader::Access::texel_packs) return VK_FORMAT_R32G32B32A32_UINT;
    return dtype == DType::f16 ? VK_FORMAT_R16_SFLOAT : VK_FORMAT_R32_SFLOAT;
}

}  // namespace

Result<Descriptors> Descriptors::create(vulkan::Device& device, std::span<const Dispatch* const> dispatches) {
    std::array<VkDescriptorPoolSize, 2> sizes{{{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1},  // no size may be 0
                                               {VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, 1}}};
    for (const Dispatch* call : dispatches)
        for (const shader::Access access : call->binary->bindings)
            ++sizes[shader::is_texels(access) ? 1 : 0].descriptorCount;
    VkDescriptorPoolCreateInfo info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    info.maxSets = std::max<std::uint32_t>(static_cast<std::uint32_t>(dispatches.size()), 1);
    info.poolSizeCount = static_cast<std::uint32_t>(sizes.size());
    info.pPoolSizes = sizes.data();
    VkDescriptorPool pool = VK_NULL_HANDLE;
    LEMNOS_CHECK(vulkan::check(vkCreateDescriptorPool(device.get(), &info, nullptr, &pool), "make descriptors"));
    Descriptors descriptors;
    descriptors.m_device = device.get();
    descriptors.m_pool = vulkan::DescriptorPoolHandle(device.get(), pool);
    return descriptors;
}

Result<VkDescriptorSet> Descriptors::bind(const vulkan::Pipeline& pipeline, const Dispatch& call) {
    const VkDescriptorSetLayout layout = pipeline.set_layout.get();
    VkDescriptorSetAllocateInfo allocate{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocate.descriptorPool = m_pool.get();
    allocate.descriptorSetCount = 1;
    allocate.pSetLayouts = &layout;
    VkDescriptorSet set = VK_NULL_HANDLE;
    LEMNOS_CHECK(vulkan::check(vkAllocateDescriptorSets(m_device, &allocate, &set), "make descriptors"));

    const std::size_t count = call.operands.size();
    std::vector<VkDescriptorBufferInfo> buffers(count);
    std::vector<VkBufferView> views(count);
    std::vector<VkWriteDescriptorSet> writes(count, {.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET});
    for (std::size_t i = 0; i < count; ++i) {
        const TensorView& tensor = call.operands[i];
        const shader::Access access = call.binary->bindings[i];
        writes[i].dstSet = set;
        writes[i].dstBinding = static_cast<std::uint32_t>(i);
        writes[i].descriptorCount = 1;
        writes[i].descriptorType = vulkan::descriptor_type(access);
        if (shader::is_texels(access)) {
            LEMNOS_TRY(views[i], view_texels(tensor, access));
            writes[i].pTexelBufferView = &views[i];
        } else {
            buffers[i] = {tensor.buffer, tensor.offset, bound_bytes(tensor)};
            writes[i].pBufferInfo = &buffers[i];
        }
    }
    vkUpdateDescriptorSets(m_device, static_cast<std::uint32_t>(count), writes.data(), 0, nullptr);
    return set;
}

Result<VkBufferView> Descriptors::view_texels(const TensorView& tensor, shader::Access access) {
    VkBufferViewCreateInfo info{.sType = VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    info.buffer = tensor.buffer;
    info.format = texel_format(access, tensor.dtype);
    info.offset = tensor.offset;
    info.range = viewed_bytes(tensor);
    VkBufferView view = VK_NULL_HANDLE;
    LEMNOS_CHECK(vulkan::check(vkCreateBufferView(m_device, &info, nullptr, &view), "view a buffer"));
    m_views.emplace_back(m_device, view);
    return view;
}

}  // namespace lemnos
