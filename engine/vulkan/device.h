// SPDX-License-Identifier: Apache-2.0
// A logical device with its one compute queue and the timeline by which work and lifetimes are ordered: every
// submission raises the timeline by one, and a GPU object may die once its value is reached.
// Owned by the session; used from the engine thread alone. Objects made from it must not outlive it.
#pragma once

#include <cstdint>
#include <memory>

#include "base/cancel.h"
#include "vulkan/handle.h"
#include "vulkan/instance.h"

namespace lemnos::vulkan {

/// Bytes of device memory held now and at most since the last reset, and the budget that they have to stay within:
/// what goes beyond it is refused as the device itself would.
struct MemoryUse {
    std::uint64_t current = 0;
    std::uint64_t peak = 0;
    std::uint64_t budget = UINT64_MAX;
    std::uint64_t asked = 0;    // how many allocations were wanted
    std::uint64_t refused = 0;  // and how many were turned down here
    std::uint64_t to_fail = 0;  // the one to turn down whatever its size, counted as `asked`: for tests

    /// Asked before every allocation.
    bool allows(std::uint64_t bytes) {
        const bool fits = current <= budget && bytes <= budget - current;
        if (++asked != to_fail && fits) return true;
        ++refused;
        return false;
    }
    void add(std::uint64_t bytes) {
        current += bytes;
        if (current > peak) peak = current;
    }
    void remove(std::uint64_t bytes) { current -= bytes; }
};

class Device {
public:
    static Result<std::unique_ptr<Device>> create(const Instance::PhysicalDevice& physical);
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    ~Device();

    VkDevice get() const { return m_device; }
    const Capabilities& capabilities() const { return m_capabilities; }
    const VkPhysicalDeviceMemoryProperties& memory_properties() const { return m_memory_properties; }
    MemoryUse& memory_use() { return m_memory_use; }
    /// Bytes that this program may hold on the device now, what it holds already included: what the driver leaves to
    /// it, or, where device and processor share memory, most of what the machine has to spare.
    std::uint64_t available_memory() const;

    Result<VkCommandBuffer> allocate_command_buffer();
    /// The device must have finished with it.
    void free_command_buffer(VkCommandBuffer commands);

    /// Queues a recorded command buffer and returns the timeline value that says it is done.
    Result<std::uint64_t> submit(VkCommandBuffer commands);
    /// Blocks until the timeline reaches the value.
    Status wait(std::uint64_t value);
    /// The same, but cancelling ends it within 10 ms, with ErrorKind::cancelled. The work is under way all the same:
    /// whoever changes or frees what it uses must wait for it first.
    Status wait(std::uint64_t value, const CancelToken& cancel);
    std::uint64_t last_submitted() const { return m_submitted; }

private:
    Device() = default;
    VkResult wait_until(std::uint64_t value, std::uint64_t nanoseconds) const;

    VkPhysicalDevice m_physical = VK_NULL_HANDLE;
    VkDevice m_device = VK_NULL_HANDLE;
    VkQueue m_queue = VK_NULL_HANDLE;
    Capabilities m_capabilities;
    VkPhysicalDeviceMemoryProperties m_memory_properties{};
    SemaphoreHandle m_timeline;
    CommandPoolHandle m_command_pool;
    std::uint64_t m_submitted = 0;
    MemoryUse m_memory_use;
};

}  // namespace lemnos::vulkan
