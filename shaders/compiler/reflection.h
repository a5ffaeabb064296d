// SPDX-License-Identifier: Apache-2.0
// The interface of a compiled shader as SPIRV-Cross reports it: push-constant fields, specialization constants and
// buffers with their access. Build-time tool only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct Field {
    std::string name;
    std::string type;  // "std::uint32_t", "std::int32_t", "float", or a std::array of one
    std::uint32_t offset = 0;
    friend bool operator==(const Field&, const Field&) = default;
};

struct Constant {
    std::string name;
    std::uint32_t id = 0;
    std::uint32_t default_value = 0;
    friend bool operator==(const Constant&, const Constant&) = default;
};

enum class BufferKind { storage, texel_packs, texel_numbers };

struct BufferBinding {
    std::uint32_t binding = 0;
    BufferKind kind = BufferKind::storage;
    bool is_read = false;
    bool is_written = false;
};

struct Interface {
    std::vector<Field> push;
    std::uint32_t push_bytes = 0;
    std::vector<Constant> constants;     // sorted by id
    std::vector<BufferBinding> buffers;  // sorted by binding, declarations of the same binding merged
};

/// Throws std::runtime_error with a sentence when the shader uses what the generated header cannot express.
Interface reflect(const std::vector<std::uint32_t>& code);
