// SPDX-License-Identifier: Apache-2.0
// The descriptor sets of an executable: which buffer stands at which binding of which dispatch, with the views of those
// that a shader reads by texels. Made once, before commands are recorded.
// Owned by the executable; engine thread only. The device must have finished with them when they go.
#pragma once

#include <vector>

#include "ops/recorder.h"
#include "vulkan/device.h"
#include "vulkan/pipeline_library.h"

namespace lemnos {

class Descriptors {
public:
    Descriptors() = default;
    /// Room for the sets of these dispatches.
    static Result<Descriptors> create(vulkan::Device& device, std::span<const Dispatch* const> dispatches);

    /// The set for a dispatch, one of those that room was made for.
    Result<VkDescriptorSet> bind(const vulkan::Pipeline& pipeline, const Dispatch& call);

private:
    Result<VkBufferView> view_texels(const TensorView& tensor, shader::Access access);

    VkDevice m_device = VK_NULL_HANDLE;
    vulkan::DescriptorPoolHandle m_pool;
    std::vector<vulkan::BufferViewHandle> m_views;
};

}  // namespace lemnos
