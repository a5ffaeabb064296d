// SPDX-License-Identifier: Apache-2.0
// What the build knows of one compiled shader variant: its SPIR-V, the sizes of its interface, and which bindings
// it reads or writes (the executor derives barriers from that). Static data, generated; never freed.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace lemnos::shader {

enum class Access : std::uint8_t {
    read,
    write,
    read_write,
    texel_packs,    // read as a texel buffer of 16 bytes each (R32G32B32A32_UINT)
    texel_numbers,  // read as a texel buffer of the tensor's own numbers
};
constexpr bool is_texels(Access access) { return access == Access::texel_packs || access == Access::texel_numbers; }
constexpr bool writes(Access access) { return access == Access::write || access == Access::read_write; }
constexpr bool reads(Access access) { return access != Access::write; }

struct Binary {
    const char* name;                     // "group_norm[f16,silu]"
    std::span<const std::uint32_t> code;  // SPIR-V words
    std::uint32_t push_bytes;
    std::span<const Access> bindings;          // by binding number, without gaps
    std::span<const std::uint32_t> constants;  // ids of the specialization constants, in the order of Spec's fields
};

}  // namespace lemnos::shader
