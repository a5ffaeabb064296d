// SPDX-License-Identifier: Apache-2.0
// How many numbers an invocation takes at once, for shaders with common/units.glsl or common/moves.glsl.
// Plain functions.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "ops/kernel_choice.h"

namespace lemnos::ops {

/// A pack if every one of `counts` numbers divides into packs, else 1.
inline std::uint32_t unit_size(DType dtype, std::initializer_list<std::uint64_t> counts) {
    const bool in_packs =
        std::ranges::all_of(counts, [&](std::uint64_t count) { return divides_into_packs(count, dtype); });
    return in_packs ? pack_size(dtype) : 1;
}

/// The variant for units of this size; `Loads` and `Moves` are the shader's own generated axes.
template <typename Loads>
Loads loads_of(std::uint32_t unit) {
    return unit > 1 ? Loads::vector : Loads::scalar;
}
template <typename Moves>
Moves moves_of(DType dtype, std::uint32_t unit) {
    if (unit > 1) return Moves::packs;
    return size_of(dtype) == 2 ? Moves::halves : Moves::words;
}

/// For shaders with common/rows.glsl: an invocation per row on processors, where shared memory is slow, as long as its
/// loop stays below the 65,535 iterations after which Mesa 22.3's processor driver silently ends one.
struct RowPlan {
    bool in_lanes = false;
    Groups groups;
};
inline constexpr std::uint32_t longest_loop = 65535;
inline constexpr std::uint32_t longest_row = longest_loop * 64;  // numbers, one at a time, by a workgroup

inline RowPlan plan_rows(std::uint64_t rows, std::uint32_t units, const vulkan::Capabilities& capabilities) {
    if (capabilities.is_cpu() && units <= longest_loop) return {true, Recorder::groups_for(rows)};
    return {false, Recorder::groups_for(rows * 64)};
}
template <typename Rows>
Rows rows_of(const RowPlan& plan) {
    return plan.in_lanes ? Rows::lanes : Rows::groups;
}

}  // namespace lemnos::ops
