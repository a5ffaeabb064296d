// SPDX-License-Identifier: Apache-2.0
// What the build knows of one compiled shader variant: its SPIR-V, the sizes of its interface, and which bindings
// it reads or writes (the executor derives barriers from that). Static data, generated; never freed.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace lemnos::shader {

enum class Access : std::uint8_t { read, write, read_write };

struct Binary {
    const char* name;                     // "group_norm[f16,silu]"
    std::span<const std::uint32_t> code;  // SPIR-V words
    std::uint32_t push_bytes;
    std::span<const Access> bindings;          // by binding number, without gaps
    std::span<const std::uint32_t> constants;  // ids of the specialization constants, in the order of Spec's fields
};

}  // namespace lemnos::shader
