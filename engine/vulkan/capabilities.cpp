// SPDX-License-Identifier: Apache-2.0
#include "vulkan/capabilities.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace lemnos::vulkan {
namespace {

DeviceType type_from(VkPhysicalDeviceType type) {
    switch (type) {
        case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return DeviceType::discrete;
        case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return DeviceType::integrated;
        case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return DeviceType::virtual_gpu;
        case VK_PHYSICAL_DEVICE_TYPE_CPU: return DeviceType::cpu;
        default: return DeviceType::other;
    }
}

std::string hex(const std::uint8_t (&bytes)[VK_UUID_SIZE]) {
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

void read_properties(VkPhysicalDevice device, Capabilities& c) {
    VkPhysicalDeviceDriverProperties driver{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceSubgroupProperties subgroup{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES,
                                                .pNext = &driver};
    VkPhysicalDeviceIDProperties id{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES, .pNext = &subgroup};
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, .pNext = &id};
    vkGetPhysicalDeviceProperties2(device, &properties);
    const VkPhysicalDeviceLimits& limits = properties.properties.limits;
    c.name = properties.properties.deviceName;
    c.type = type_from(properties.properties.deviceType);
    c.driver = fmt::format("{}, {}", driver.driverName, driver.driverInfo);
    c.vendor_id = properties.properties.vendorID;
    c.cache_key = hex(id.deviceUUID) + "-" + hex(id.driverUUID);
    c.max_buffer_range = limits.maxStorageBufferRange;
    c.max_texels = limits.maxTexelBufferElements;
    c.max_push_bytes = limits.maxPushConstantsSize;
    c.max_workgroup_size = limits.maxComputeWorkGroupInvocations;
    c.max_workgroup_count = *std::ranges::min_element(limits.maxComputeWorkGroupCount);
    c.max_shared_bytes = limits.maxComputeSharedMemorySize;
    c.buffer_alignment = static_cast<std::uint32_t>(
        std::max(limits.minStorageBufferOffsetAlignment, limits.minTexelBufferOffsetAlignment));
    if (limits.timestampComputeAndGraphics) c.timestamp_seconds = double{limits.timestampPeriod} * 1e-9;
    c.subgroup_size = subgroup.subgroupSize;
    const bool in_compute = (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0;
    c.subgroup_shuffle = in_compute && (subgroup.supportedOperations & VK_SUBGROUP_FEATURE_SHUFFLE_BIT) != 0;
    c.subgroup_arithmetic = in_compute && (subgroup.supportedOperations & VK_SUBGROUP_FEATURE_ARITHMETIC_BIT) != 0;
}

void read_features(VkPhysicalDevice device, Capabilities& c) {
    VkPhysicalDeviceVulkan12Features v12{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceVulkan11Features v11{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES, .pNext = &v12};
    VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &v11};
    vkGetPhysicalDeviceFeatures2(device, &features);
    c.storage_16bit = v11.storageBuffer16BitAccess == VK_TRUE;
    c.timeline_semaphore = v12.timelineSemaphore == VK_TRUE;
}

void read_memory_and_queues(VkPhysicalDevice device, Capabilities& c) {
    VkPhysicalDeviceMemoryProperties memory{};
    vkGetPhysicalDeviceMemoryProperties(device, &memory);
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if ((memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0)
            c.memory_bytes = std::max<std::uint64_t>(c.memory_bytes, memory.memoryHeaps[i].size);

    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i)
        if ((families[i].queueFlags & VK_QUEUE_COMPUTE_BIT) != 0) {
            c.compute_queue_family = i;
            if (families[i].timestampValidBits == 0) c.timestamp_seconds = 0;
            break;
        }
}

bool has_extension(VkPhysicalDevice device, std::string_view name) {
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions, [&](const auto& extension) { return name == extension.extensionName; });
}

// What this engine cannot do without. Half storage is asked for here as well: every shipped family stores f16.
std::string missing(const Capabilities& c) {
    if (c.api_version < VK_API_VERSION_1_2)
        return fmt::format("the driver offers Vulkan {}.{}, 1.2 is needed", VK_API_VERSION_MAJOR(c.api_version),
                           VK_API_VERSION_MINOR(c.api_version));
    if (c.compute_queue_family == UINT32_MAX) return "the device has no compute queue";
    if (!c.timeline_semaphore) return "the driver lacks timelineSemaphore";
    if (!c.storage_16bit) return "the driver lacks storageBuffer16BitAccess";
    if (c.max_push_bytes < 128) return "the driver offers fewer than 128 bytes of push constants";
    return {};
}

}  // namespace

const char* name_of(DeviceType type) {
    switch (type) {
        case DeviceType::discrete: return "discrete";
        case DeviceType::integrated: return "integrated";
        case DeviceType::virtual_gpu: return "virtual";
        case DeviceType::cpu: return "cpu";
        case DeviceType::other: return "other";
    }
    return "other";
}

std::vector<std::pair<std::string, bool>> features_of(const Capabilities& c) {
    return {{"subgroup_shuffle", c.subgroup_shuffle}, {"subgroup_arithmetic", c.subgroup_arithmetic},
            {"storage_16bit", c.storage_16bit},       {"timeline_semaphore", c.timeline_semaphore},
            {"memory_budget", c.memory_budget},       {"timestamps", c.timestamp_seconds > 0}};
}

std::vector<std::pair<std::string, std::uint64_t>> limits_of(const Capabilities& c) {
    return {{"max_buffer_range", c.max_buffer_range},       {"max_texels", c.max_texels},
            {"max_push_bytes", c.max_push_bytes},           {"max_workgroup_size", c.max_workgroup_size},
            {"max_workgroup_count", c.max_workgroup_count}, {"max_shared_bytes", c.max_shared_bytes},
            {"buffer_alignment", c.buffer_alignment},       {"subgroup_size", c.subgroup_size}};
}

Capabilities read_capabilities(VkPhysicalDevice device, std::uint32_t index) {
    Capabilities c;
    c.index = index;
    VkPhysicalDeviceProperties base{};
    vkGetPhysicalDeviceProperties(device, &base);
    c.api_version = base.apiVersion;
    c.name = base.deviceName;
    c.type = type_from(base.deviceType);
    read_memory_and_queues(device, c);
    if (c.api_version >= VK_API_VERSION_1_2) {  // older drivers do not know the structures asked for
        read_properties(device, c);
        read_features(device, c);
        c.memory_budget = has_extension(device, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
        if (c.compute_queue_family == UINT32_MAX) c.timestamp_seconds = 0;
    }
    c.reason = missing(c);
    c.usable = c.reason.empty();
    return c;
}

}  // namespace lemnos::vulkan
