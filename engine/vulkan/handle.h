// SPDX-License-Identifier: Apache-2.0
// One owner for a Vulkan object: move-only, destroyed with the device that made it. The caller sees to it that the
// device has finished with the object (Device::wait) before its owner goes.
#pragma once

#include <utility>

#include "vulkan/api.h"

namespace lemnos::vulkan {

/// `Destroy` points at volk's function pointer, which is filled only after the driver is loaded.
template <typename T, auto Destroy>
class Handle {
public:
    Handle() = default;
    Handle(VkDevice device, T object) : m_device(device), m_object(object) {}
    Handle(Handle&& other) noexcept
        : m_device(std::exchange(other.m_device, VK_NULL_HANDLE)),
          m_object(std::exchange(other.m_object, VK_NULL_HANDLE)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(m_device, other.m_device);
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Handle() {
        if (m_object != VK_NULL_HANDLE) (*Destroy)(m_device, m_object, nullptr);
    }

    T get() const { return m_object; }
    explicit operator bool() const { return m_object != VK_NULL_HANDLE; }

private:
    VkDevice m_device = VK_NULL_HANDLE;
    T m_object = VK_NULL_HANDLE;
};

using BufferHandle = Handle<VkBuffer, &vkDestroyBuffer>;
using BufferViewHandle = Handle<VkBufferView, &vkDestroyBufferView>;
using MemoryHandle = Handle<VkDeviceMemory, &vkFreeMemory>;
using SemaphoreHandle = Handle<VkSemaphore, &vkDestroySemaphore>;
using CommandPoolHandle = Handle<VkCommandPool, &vkDestroyCommandPool>;
using DescriptorPoolHandle = Handle<VkDescriptorPool, &vkDestroyDescriptorPool>;
using SetLayoutHandle = Handle<VkDescriptorSetLayout, &vkDestroyDescriptorSetLayout>;
using PipelineLayoutHandle = Handle<VkPipelineLayout, &vkDestroyPipelineLayout>;
using PipelineHandle = Handle<VkPipeline, &vkDestroyPipeline>;
using PipelineCacheHandle = Handle<VkPipelineCache, &vkDestroyPipelineCache>;
using ShaderModuleHandle = Handle<VkShaderModule, &vkDestroyShaderModule>;
using QueryPoolHandle = Handle<VkQueryPool, &vkDestroyQueryPool>;

}  // namespace lemnos::vulkan
