// SPDX-License-Identifier: Apache-2.0
#include "vulkan/instance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/log.h"

namespace lemnos::vulkan {
namespace {

constexpr const char* validation_layer = "VK_LAYER_KHRONOS_validation";
constexpr const char* install_hint =
    "Install a Vulkan driver (your graphics card's, or Debian's mesa-vulkan-drivers for running on the processor).";

VkBool32 on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT,
                    const VkDebugUtilsMessengerCallbackDataEXT* data, void* user) {
    log(severity >= VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT ? LogLevel::warning : LogLevel::debug, "{}",
        data->pMessage);
    static_cast<ValidationLog*>(user)->messages.emplace_back(data->pMessage);
    return VK_FALSE;
}

bool has_layer(const char* name) {
    std::uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::ranges::any_of(layers, [&](const auto& layer) { return std::strcmp(layer.layerName, name) == 0; });
}

int preference(DeviceType type) {
    switch (type) {
        case DeviceType::discrete: return 0;
        case DeviceType::integrated: return 1;
        case DeviceType::virtual_gpu: return 2;
        case DeviceType::other: return 3;
        case DeviceType::cpu: return 4;
    }
    return 5;
}

std::string describe(const std::vector<Capabilities>& devices) {
    std::string text;
    for (const Capabilities& device : devices)
        text += fmt::format("{}{} {}{}", text.empty() ? "" : "; ", device.index, device.name,
                            device.usable ? "" : " (not usable: " + device.reason + ")");
    return text.empty() ? "none" : text;
}

}  // namespace

Result<Instance> Instance::create(Validation validation) {
    if (volkInitialize() != VK_SUCCESS)
        return no_device("There is no Vulkan loader (libvulkan.so.1) on this machine. {}", install_hint);
    Instance instance;
    std::vector<const char*> layers, extensions;
    if (validation == Validation::on) {
        if (!has_layer(validation_layer))
            return unsupported("the Vulkan validation layer is asked for but not installed");
        layers.push_back(validation_layer);
        extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    }
    const std::array enabled{VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    const VkValidationFeaturesEXT features{.sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT,
                                           .pNext = nullptr,
                                           .enabledValidationFeatureCount = enabled.size(),
                                           .pEnabledValidationFeatures = enabled.data(),
                                           .disabledValidationFeatureCount = 0,
                                           .pDisabledValidationFeatures = nullptr};
    const VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                        .pNext = nullptr,
                                        .pApplicationName = "Lemnos",
                                        .applicationVersion = 1,
                                        .pEngineName = "Lemnos",
                                        .engineVersion = 1,
                                        .apiVersion = VK_API_VERSION_1_3};
    const VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                                    .pNext = validation == Validation::on ? &features : nullptr,
                                    .flags = 0,
                                    .pApplicationInfo = &application,
                                    .enabledLayerCount = static_cast<std::uint32_t>(layers.size()),
                                    .ppEnabledLayerNames = layers.data(),
                                    .enabledExtensionCount = static_cast<std::uint32_t>(extensions.size()),
                                    .ppEnabledExtensionNames = extensions.data()};
    const VkResult result = vkCreateInstance(&info, nullptr, &instance.m_instance);
    if (result != VK_SUCCESS)
        return no_device("No Vulkan driver answers on this machine ({}). {}", name_of(result), install_hint);
    volkLoadInstance(instance.m_instance);
    if (validation == Validation::on) {
        const VkDebugUtilsMessengerCreateInfoEXT messenger{
            .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
            .pNext = nullptr,
            .flags = 0,
            .messageSeverity =
                VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
            .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT,
            .pfnUserCallback = on_message,
            .pUserData = instance.m_log.get()};
        LEMNOS_CHECK(
            check(vkCreateDebugUtilsMessengerEXT(instance.m_instance, &messenger, nullptr, &instance.m_messenger),
                  "listen to the validation layers"));
    }
    return instance;
}

Instance::Instance(Instance&& other) noexcept { *this = std::move(other); }

Instance& Instance::operator=(Instance&& other) noexcept {
    std::swap(m_instance, other.m_instance);
    std::swap(m_messenger, other.m_messenger);
    std::swap(m_log, other.m_log);
    return *this;
}

Instance::~Instance() {
    if (m_messenger != VK_NULL_HANDLE) {
        // Asked for anew: volk's pointers are those of the instance that was made last, perhaps without validation.
        const auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(m_instance, "vkDestroyDebugUtilsMessengerEXT"));
        if (destroy != nullptr) destroy(m_instance, m_messenger, nullptr);
    }
    if (m_instance != VK_NULL_HANDLE) vkDestroyInstance(m_instance, nullptr);
}

Result<std::vector<Instance::PhysicalDevice>> Instance::physical_devices() const {
    std::uint32_t count = 0;
    VkResult result = vkEnumeratePhysicalDevices(m_instance, &count, nullptr);
    std::vector<VkPhysicalDevice> handles(count);
    if (result == VK_SUCCESS) result = vkEnumeratePhysicalDevices(m_instance, &count, handles.data());
    if (result != VK_SUCCESS)
        return no_device("The Vulkan driver lists no devices ({}). {}", name_of(result), install_hint);
    std::vector<PhysicalDevice> devices;
    for (std::uint32_t i = 0; i < count; ++i) devices.push_back({handles[i], read_capabilities(handles[i], i)});
    return devices;
}

Result<std::vector<Capabilities>> list_devices() {
    LEMNOS_TRY(const Instance instance, Instance::create(Validation::off));
    LEMNOS_TRY(const auto devices, instance.physical_devices());
    std::vector<Capabilities> list;
    for (const auto& device : devices) list.push_back(device.capabilities);
    return list;
}

Result<std::uint32_t> select_device(const std::vector<Capabilities>& devices, const std::string& wish) {
    const Capabilities* best = nullptr;
    if (wish.empty() || wish == "cpu") {
        for (const Capabilities& device : devices)
            if (device.usable && (wish.empty() || device.is_cpu()) &&
                (best == nullptr || preference(device.type) < preference(best->type)))
                best = &device;
        if (best == nullptr)
            return no_device("No usable Vulkan {} (found: {}). {}", wish.empty() ? "device" : "software device",
                             describe(devices), install_hint);
        return best->index;
    }
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(wish.data(), wish.data() + wish.size(), index);
    if (error != std::errc{} || end != wish.data() + wish.size() || index >= devices.size())
        return invalid("device \"{}\" does not exist; there are: {}", wish, describe(devices));
    if (!devices[index].usable) return no_device("{} cannot be used: {}", devices[index].name, devices[index].reason);
    return index;
}

}  // namespace lemnos::vulkan
