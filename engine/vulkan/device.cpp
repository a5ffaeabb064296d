// SPDX-License-Identifier: Apache-2.0
#include "vulkan/device.h"

#include "base/host_memory.h"

namespace lemnos::vulkan {

Result<std::unique_ptr<Device>> Device::create(const Instance::PhysicalDevice& physical) {
    if (!physical.capabilities.usable)
        return no_device("{} cannot be used: {}", physical.capabilities.name, physical.capabilities.reason);
    std::unique_ptr<Device> device(new Device);
    device->m_physical = physical.handle;
    device->m_capabilities = physical.capabilities;
    vkGetPhysicalDeviceMemoryProperties(physical.handle, &device->m_memory_properties);

    VkPhysicalDeviceVulkan12Features v12{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    v12.timelineSemaphore = VK_TRUE;
    VkPhysicalDeviceVulkan11Features v11{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES, .pNext = &v12};
    v11.storageBuffer16BitAccess = VK_TRUE;
    const float priority = 1.0f;
    VkDeviceQueueCreateInfo queue{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = physical.capabilities.compute_queue_family;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, .pNext = &v11};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    const char* const memory_budget = VK_EXT_MEMORY_BUDGET_EXTENSION_NAME;
    if (physical.capabilities.memory_budget) {
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &memory_budget;
    }
    LEMNOS_CHECK(check(vkCreateDevice(physical.handle, &info, nullptr, &device->m_device), "open the device"));
    vkGetDeviceQueue(device->m_device, queue.queueFamilyIndex, 0, &device->m_queue);

    VkSemaphoreTypeCreateInfo timeline{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
    timeline.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    const VkSemaphoreCreateInfo semaphore_info{
        .sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, .pNext = &timeline, .flags = 0};
    VkSemaphore semaphore = VK_NULL_HANDLE;
    LEMNOS_CHECK(check(vkCreateSemaphore(device->m_device, &semaphore_info, nullptr, &semaphore), "make a timeline"));
    device->m_timeline = SemaphoreHandle(device->m_device, semaphore);

    VkCommandPoolCreateInfo pool_info{.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool_info.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    pool_info.queueFamilyIndex = queue.queueFamilyIndex;
    VkCommandPool pool = VK_NULL_HANDLE;
    LEMNOS_CHECK(check(vkCreateCommandPool(device->m_device, &pool_info, nullptr, &pool), "make a command pool"));
    device->m_command_pool = CommandPoolHandle(device->m_device, pool);
    return device;
}

Device::~Device() {
    if (m_device == VK_NULL_HANDLE) return;
    vkDeviceWaitIdle(m_device);
    m_command_pool = {};
    m_timeline = {};
    vkDestroyDevice(m_device, nullptr);
}

std::uint64_t Device::available_memory() const {
    constexpr double share_of_machine = 0.9;  // the rest is for everything else that is at work
    constexpr double share_of_heap = 0.9;     // of which a desktop holds some
    if (m_capabilities.shares_host_memory()) {
        const std::uint64_t spare = available_host_bytes();
        if (spare == 0) return UINT64_MAX;
        return m_memory_use.current + static_cast<std::uint64_t>(share_of_machine * static_cast<double>(spare));
    }
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{
        .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2};
    if (m_capabilities.memory_budget) properties.pNext = &budget;
    vkGetPhysicalDeviceMemoryProperties2(m_physical, &properties);
    std::uint64_t largest = 0, left = 0;
    for (std::uint32_t i = 0; i < properties.memoryProperties.memoryHeapCount; ++i) {
        const VkMemoryHeap& heap = properties.memoryProperties.memoryHeaps[i];
        if ((heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) == 0 || heap.size < largest) continue;
        largest = heap.size;
        const auto usual = static_cast<std::uint64_t>(share_of_heap * static_cast<double>(heap.size));
        left = m_capabilities.memory_budget ? budget.heapBudget[i] : usual;
    }
    return left;
}

Result<VkCommandBuffer> Device::allocate_command_buffer() {
    VkCommandBufferAllocateInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    info.commandPool = m_command_pool.get();
    info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    info.commandBufferCount = 1;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    LEMNOS_CHECK(check(vkAllocateCommandBuffers(m_device, &info, &commands), "make a command buffer"));
    return commands;
}

void Device::free_command_buffer(VkCommandBuffer commands) {
    vkFreeCommandBuffers(m_device, m_command_pool.get(), 1, &commands);
}

Result<std::uint64_t> Device::submit(VkCommandBuffer commands) {
    const std::uint64_t value = m_submitted + 1;
    VkTimelineSemaphoreSubmitInfo timeline{.sType = VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO};
    timeline.signalSemaphoreValueCount = 1;
    timeline.pSignalSemaphoreValues = &value;
    const VkSemaphore semaphore = m_timeline.get();
    VkSubmitInfo info{.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO, .pNext = &timeline};
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands;
    info.signalSemaphoreCount = 1;
    info.pSignalSemaphores = &semaphore;
    LEMNOS_CHECK(check(vkQueueSubmit(m_queue, 1, &info, VK_NULL_HANDLE), "submit work"));
    m_submitted = value;
    return value;
}

VkResult Device::wait_until(std::uint64_t value, std::uint64_t nanoseconds) const {
    const VkSemaphore semaphore = m_timeline.get();
    VkSemaphoreWaitInfo info{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
    info.semaphoreCount = 1;
    info.pSemaphores = &semaphore;
    info.pValues = &value;
    return vkWaitSemaphores(m_device, &info, nanoseconds);
}

Status Device::wait(std::uint64_t value) { return check(wait_until(value, UINT64_MAX), "wait for the device"); }

Status Device::wait(std::uint64_t value, const CancelToken& cancel) {
    constexpr std::uint64_t look_every = 10'000'000;
    VkResult result = VK_TIMEOUT;
    while ((result = wait_until(value, look_every)) == VK_TIMEOUT) LEMNOS_CHECK(cancel.check());
    return check(result, "wait for the device");
}

}  // namespace lemnos::vulkan
