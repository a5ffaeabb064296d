// SPDX-License-Identifier: Apache-2.0
// What a device can do, as plain data: read once, shown by `lemnos-cli devices`, and asked by the tables that choose
// kernels. Nothing here holds a Vulkan object.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vulkan/api.h"

namespace lemnos::vulkan {

enum class DeviceType { discrete, integrated, virtual_gpu, cpu, other };

struct Capabilities {
    std::uint32_t index = 0;  // in the order of list_devices()
    std::string name;
    DeviceType type = DeviceType::other;
    std::string driver;  // "llvmpipe, Mesa 22.3.6 (LLVM 15.0.6)"
    std::uint32_t api_version = 0;
    std::uint32_t vendor_id = 0;
    std::string cache_key;  // device and driver UUID: names the pipeline cache file

    std::uint64_t memory_bytes = 0;  // of the largest device-local heap
    std::uint64_t max_buffer_range = 0;
    std::uint64_t max_texels = 0;  // of a buffer that is read by texels
    std::uint32_t max_push_bytes = 0;
    std::uint32_t max_workgroup_size = 0;
    std::uint32_t max_workgroup_count = 0;  // the smallest of the three directions
    std::uint32_t max_shared_bytes = 0;
    std::uint32_t buffer_alignment = 0;
    double timestamp_seconds = 0;  // per tick; 0 without timestamps

    std::uint32_t subgroup_size = 0;
    bool subgroup_shuffle = false;
    bool subgroup_arithmetic = false;
    bool storage_16bit = false;
    bool timeline_semaphore = false;
    bool memory_budget = false;  // the driver tells how much memory others leave to us
    std::uint32_t compute_queue_family = UINT32_MAX;

    bool usable = false;
    std::string reason;  // why not usable, one sentence

    /// A software device whose lanes are one processor's vector: kernels without shared memory win there.
    bool is_cpu() const { return type == DeviceType::cpu; }
    /// Whether what it holds is taken from the processor's memory.
    bool shares_host_memory() const { return is_cpu() || type == DeviceType::integrated; }
};

const char* name_of(DeviceType type);

/// Features and limits by name, for `devices --json` and the device page.
std::vector<std::pair<std::string, bool>> features_of(const Capabilities& capabilities);
std::vector<std::pair<std::string, std::uint64_t>> limits_of(const Capabilities& capabilities);

Capabilities read_capabilities(VkPhysicalDevice device, std::uint32_t index);

}  // namespace lemnos::vulkan
