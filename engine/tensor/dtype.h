// SPDX-License-Identifier: Apache-2.0
// Element types of tensors, in files and on the device. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lemnos {

enum class DType : std::uint8_t {
    f32,
    f16,
    bf16,
    f64,
    f8_e4m3,
    f8_e5m2,
    i8,
    u8,
    i16,
    u16,
    i32,
    u32,
    i64,
    u64,
    boolean
};

/// Bytes of one element.
std::uint32_t size_of(DType dtype);
/// "f16": how messages and JSON name it.
std::string_view name_of(DType dtype);
/// The name as `--dtype` and our JSON write it; nothing if unknown.
std::optional<DType> dtype_from_name(std::string_view name);

bool is_floating(DType dtype);

/// Machine epsilon of the types that activations are stored in; tolerances are multiples of it.
double epsilon_of(DType dtype);

}  // namespace lemnos
