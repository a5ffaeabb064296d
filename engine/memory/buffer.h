// SPDX-License-Identifier: Apache-2.0
// A block of memory that shaders see. Move-only owner; the device must have finished with it when it goes.
// Heaps are chosen by intent; on devices that share memory with the processor every buffer is mapped, so weights
// are written in place and nothing is staged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "vulkan/device.h"

namespace lemnos {

enum class MemoryIntent {
    device,    // shaders read and write; mapped only where that costs nothing
    upload,    // the processor writes, the device reads
    readback,  // the device writes, the processor reads
    host,      // what the device cannot hold: the processor writes, the device copies; not counted as the device's
};

/// Bytes after the end of every buffer that a view of texels may take in: see graph/descriptors.cpp.
constexpr std::uint64_t texel_slack = 256;

class Buffer {
public:
    static Result<Buffer> create(vulkan::Device& device, std::uint64_t bytes, MemoryIntent intent);
    /// What a buffer of so many bytes takes, but for the rounding of some drivers.
    static std::uint64_t bytes_taken(std::uint64_t bytes);
    Buffer() = default;
    Buffer(Buffer&& other) noexcept { *this = std::move(other); }
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer();

    VkBuffer get() const { return m_buffer.get(); }
    std::uint64_t bytes() const { return m_bytes; }
    /// Empty when the processor cannot reach this memory. Always coherent.
    std::span<std::byte> mapped() const {
        return {m_mapped, m_mapped == nullptr ? 0 : static_cast<std::size_t>(m_bytes)};
    }

private:
    vulkan::Device* m_device = nullptr;
    vulkan::BufferHandle m_buffer;
    vulkan::MemoryHandle m_memory;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_allocated = 0;
    std::byte* m_mapped = nullptr;
};

}  // namespace lemnos
