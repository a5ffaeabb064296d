// SPDX-License-Identifier: Apache-2.0
// Element types of tensors, in files and on the device. Most store each number by itself; the quantised ones of GGML
// store blocks of 32 or 256 numbers that share their scales (dequantise.h). Plain values.
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
    boolean,
    q4_0,
    q4_1,
    q5_0,
    q5_1,
    q8_0,
    q2_k,
    q3_k,
    q4_k,
    q5_k,
    q6_k,
    iq4_nl,
    iq4_xs
};

/// Bytes of one element, of types without blocks.
std::uint32_t size_of(DType dtype);

/// How many numbers are stored together, in how many bytes; 1 number where there are no blocks.
struct BlockFacts {
    std::uint32_t elements = 1;
    std::uint32_t bytes = 0;
};
BlockFacts block_of(DType dtype);
inline bool has_blocks(DType dtype) { return block_of(dtype).elements > 1; }
/// Whether numbers are coarse enough to stay as they are on the device and be expanded for use: blocks and fp8.
bool is_quantised(DType dtype);
/// What so many numbers take; an incomplete block takes a whole one's bytes. Must not overflow 64 bits.
std::uint64_t bytes_of(DType dtype, std::uint64_t elements);

/// "f16": how messages and JSON name it.
std::string_view name_of(DType dtype);
/// The name as `--dtype` and our JSON write it; nothing if unknown.
std::optional<DType> dtype_from_name(std::string_view name);

bool is_floating(DType dtype);

/// Machine epsilon of the types that activations are stored in; tolerances are multiples of it.
double epsilon_of(DType dtype);

}  // namespace lemnos
