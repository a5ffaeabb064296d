// SPDX-License-Identifier: Apache-2.0
#include "tensor/dtype.h"

#include <array>

namespace lemnos {
namespace {

struct Facts {
    DType dtype;
    std::uint32_t bytes;
    std::string_view name;
    double epsilon;
    std::uint32_t block = 1;  // elements; `bytes` are those of a block
};

constexpr std::array facts{
    Facts{DType::f32, 4, "f32", 0x1p-23},
    Facts{DType::f16, 2, "f16", 0x1p-10},
    Facts{DType::bf16, 2, "bf16", 0x1p-7},
    Facts{DType::f64, 8, "f64", 0x1p-52},
    Facts{DType::f8_e4m3, 1, "f8_e4m3", 0x1p-3},
    Facts{DType::f8_e5m2, 1, "f8_e5m2", 0x1p-2},
    Facts{DType::i8, 1, "i8", 1},
    Facts{DType::u8, 1, "u8", 1},
    Facts{DType::i16, 2, "i16", 1},
    Facts{DType::u16, 2, "u16", 1},
    Facts{DType::i32, 4, "i32", 1},
    Facts{DType::u32, 4, "u32", 1},
    Facts{DType::i64, 8, "i64", 1},
    Facts{DType::u64, 8, "u64", 1},
    Facts{DType::boolean, 1, "bool", 1},
    Facts{DType::q4_0, 18, "q4_0", 0x1p-3, 32},
    Facts{DType::q4_1, 20, "q4_1", 0x1p-3, 32},
    Facts{DType::q5_0, 22, "q5_0", 0x1p-4, 32},
    Facts{DType::q5_1, 24, "q5_1", 0x1p-4, 32},
    Facts{DType::q8_0, 34, "q8_0", 0x1p-7, 32},
    Facts{DType::q2_k, 84, "q2_k", 0x1p-1, 256},
    Facts{DType::q3_k, 110, "q3_k", 0x1p-2, 256},
    Facts{DType::q4_k, 144, "q4_k", 0x1p-3, 256},
    Facts{DType::q5_k, 176, "q5_k", 0x1p-4, 256},
    Facts{DType::q6_k, 210, "q6_k", 0x1p-5, 256},
    Facts{DType::iq4_nl, 18, "iq4_nl", 0x1p-3, 32},
    Facts{DType::iq4_xs, 136, "iq4_xs", 0x1p-3, 256},
};

const Facts& facts_of(DType dtype) { return facts[static_cast<std::size_t>(dtype)]; }

}  // namespace

std::uint32_t size_of(DType dtype) { return facts_of(dtype).bytes; }
bool is_quantised(DType dtype) { return has_blocks(dtype) || dtype == DType::f8_e4m3 || dtype == DType::f8_e5m2; }
BlockFacts block_of(DType dtype) { return {facts_of(dtype).block, facts_of(dtype).bytes}; }
std::uint64_t bytes_of(DType dtype, std::uint64_t elements) {
    const Facts& entry = facts_of(dtype);
    return (elements + entry.block - 1) / entry.block * entry.bytes;
}
std::string_view name_of(DType dtype) { return facts_of(dtype).name; }
bool is_floating(DType dtype) { return facts_of(dtype).epsilon < 1; }
double epsilon_of(DType dtype) { return facts_of(dtype).epsilon; }

std::optional<DType> dtype_from_name(std::string_view name) {
    for (const Facts& entry : facts)
        if (entry.name == name) return entry.dtype;
    return std::nullopt;
}

}  // namespace lemnos
