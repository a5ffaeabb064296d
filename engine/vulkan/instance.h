// SPDX-License-Identifier: Apache-2.0
// The connection to the Vulkan loader. Owned by whoever owns the engine; used from that thread.
// Without a loader or driver create() fails with a sentence that says what to install.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "vulkan/api.h"
#include "vulkan/capabilities.h"

namespace lemnos::vulkan {

enum class Validation { off, on };

/// What the validation layers said since the instance was made; errors make tests fail.
struct ValidationLog {
    std::vector<std::string> messages;
};

class Instance {
public:
    static Result<Instance> create(Validation validation);
    Instance(Instance&& other) noexcept;
    Instance& operator=(Instance&& other) noexcept;
    ~Instance();

    VkInstance get() const { return m_instance; }
    const ValidationLog& validation_log() const { return *m_log; }

    struct PhysicalDevice {
        VkPhysicalDevice handle = VK_NULL_HANDLE;
        Capabilities capabilities;
    };
    Result<std::vector<PhysicalDevice>> physical_devices() const;

private:
    Instance() = default;

    VkInstance m_instance = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
    std::unique_ptr<ValidationLog> m_log = std::make_unique<ValidationLog>();  // the messenger keeps its address
};

/// Every device of this machine with what it can do, usable ones and others. An error when there is no loader.
Result<std::vector<Capabilities>> list_devices();

/// Picks from a list: "" takes the best usable device (discrete before integrated before software), "cpu" the first
/// software device, a number the device of that index. The error lists what there is.
Result<std::uint32_t> select_device(const std::vector<Capabilities>& devices, const std::string& wish);

}  // namespace lemnos::vulkan
