// SPDX-License-Identifier: Apache-2.0
#include "memory/buffer.h"

#include <array>
#include <bit>
#include <optional>
#include <utility>

namespace lemnos {
namespace {

// Memory types to try, best first. "Visible" means mapped and coherent.
std::array<VkMemoryPropertyFlags, 3> wishes(const vulkan::Device& device, MemoryIntent intent) {
    constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    constexpr VkMemoryPropertyFlags visible =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    constexpr VkMemoryPropertyFlags cached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    const bool shares_memory = device.capabilities().shares_host_memory();
    switch (intent) {
        case MemoryIntent::device: return {shares_memory ? local | visible : local, local, 0};
        case MemoryIntent::upload: return {visible | local, visible, visible};
        case MemoryIntent::readback: return {visible | cached, visible, visible};
        case MemoryIntent::host: return {visible, visible, visible};
    }
    return {};
}

// What a card's own memory would be wasted on, even where the processor reaches it.
VkMemoryPropertyFlags unwanted(const vulkan::Device& device, MemoryIntent intent) {
    const bool is_card = device.capabilities().type == vulkan::DeviceType::discrete;
    return is_card && intent == MemoryIntent::host ? VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT : 0;
}

std::optional<std::uint32_t> memory_type(const vulkan::Device& device, std::uint32_t allowed,
                                         VkMemoryPropertyFlags wanted, VkMemoryPropertyFlags unwanted) {
    const auto& properties = device.memory_properties();
    for (std::uint32_t i = 0; i < properties.memoryTypeCount; ++i) {
        const VkMemoryPropertyFlags flags = properties.memoryTypes[i].propertyFlags;
        if ((allowed >> i & 1U) != 0 && (flags & wanted) == wanted && (flags & unwanted) == 0) return i;
    }
    return std::nullopt;
}

std::unexpected<Error> no_room(std::uint64_t bytes, const char* reason, ErrorKind kind = ErrorKind::out_of_memory) {
    constexpr std::uint64_t mebibyte = 1U << 20U;
    return fail(kind, "the device has no {} MiB of memory left ({})", (bytes + mebibyte - 1) / mebibyte, reason);
}

// Shaders read 16 bytes at a time.
std::uint64_t readable(std::uint64_t bytes) { return bytes == 0 ? 16 : (bytes + 15) / 16 * 16; }

}  // namespace

std::uint64_t Buffer::bytes_taken(std::uint64_t bytes) {
    const std::uint64_t taken = readable(bytes) + texel_slack;
    // Mesa's CPU driver compiles a shader once more for texel buffers whose size is a power of two.
    return std::has_single_bit(taken) ? taken + 16 : taken;
}

Result<Buffer> Buffer::create(vulkan::Device& device, std::uint64_t bytes, MemoryIntent intent) {
    Buffer buffer;
    buffer.m_device = &device;
    buffer.m_bytes = readable(bytes);
    VkBufferCreateInfo info{.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = bytes_taken(bytes);
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT |
                 VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    VkBuffer handle = VK_NULL_HANDLE;
    LEMNOS_CHECK(vulkan::check(vkCreateBuffer(device.get(), &info, nullptr, &handle), "make a buffer"));
    buffer.m_buffer = vulkan::BufferHandle(device.get(), handle);

    VkMemoryRequirements requirements{};
    vkGetBufferMemoryRequirements(device.get(), handle, &requirements);
    const bool is_counted = intent != MemoryIntent::host;
    if (is_counted && !device.memory_use().allows(requirements.size)) return no_room(buffer.m_bytes, "over its budget");
    VkResult result = VK_ERROR_OUT_OF_DEVICE_MEMORY;
    VkMemoryPropertyFlags flags = 0;
    for (const VkMemoryPropertyFlags wanted : wishes(device, intent)) {
        const auto type = memory_type(device, requirements.memoryTypeBits, wanted, unwanted(device, intent));
        if (!type) continue;
        VkMemoryAllocateInfo allocate{.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
        allocate.allocationSize = requirements.size;
        allocate.memoryTypeIndex = *type;
        VkDeviceMemory memory = VK_NULL_HANDLE;
        result = vkAllocateMemory(device.get(), &allocate, nullptr, &memory);
        if (result != VK_SUCCESS) continue;
        buffer.m_memory = vulkan::MemoryHandle(device.get(), memory);
        flags = device.memory_properties().memoryTypes[*type].propertyFlags;
        break;
    }
    if (!buffer.m_memory)
        return no_room(buffer.m_bytes, vulkan::name_of(result), vulkan::check(result, "").error().kind);
    LEMNOS_CHECK(vulkan::check(vkBindBufferMemory(device.get(), handle, buffer.m_memory.get(), 0), "bind memory"));
    constexpr VkMemoryPropertyFlags visible =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    if ((flags & visible) == visible) {
        void* mapped = nullptr;
        LEMNOS_CHECK(vulkan::check(vkMapMemory(device.get(), buffer.m_memory.get(), 0, VK_WHOLE_SIZE, 0, &mapped),
                                   "map memory"));
        buffer.m_mapped = static_cast<std::byte*>(mapped);
    }
    if (is_counted) {
        buffer.m_allocated = requirements.size;
        device.memory_use().add(buffer.m_allocated);
    }
    return buffer;
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    std::swap(m_device, other.m_device);
    std::swap(m_buffer, other.m_buffer);
    std::swap(m_memory, other.m_memory);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_allocated, other.m_allocated);
    std::swap(m_mapped, other.m_mapped);
    return *this;
}

Buffer::~Buffer() {
    if (m_allocated > 0) m_device->memory_use().remove(m_allocated);
}

}  // namespace lemnos
