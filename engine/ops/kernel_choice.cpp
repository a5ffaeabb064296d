// SPDX-License-Identifier: Apache-2.0
#include "ops/kernel_choice.h"

#include <algorithm>
#include <array>

namespace lemnos::ops {
namespace {

struct Candidate {
    const char* name;
    KernelFamily family;
    /// Empty when the family can and should compute the product.
    std::string (*refuses)(const GemmShape&, const vulkan::Capabilities&);
};

std::string lanes_scalar_refuses(const GemmShape& shape, const vulkan::Capabilities& capabilities) {
    if (!capabilities.is_cpu()) return "the device is no processor; shared memory is fast there";
    if (capabilities.subgroup_size < 8)
        return fmt::format("the subgroup of {} is smaller than 8 lanes", capabilities.subgroup_size);
    if (!capabilities.subgroup_shuffle) return "the driver lacks subgroup shuffles";
    if (shape.right == RightOperand::plain) return "the right matrix is not contiguous along K";
    return {};
}

std::string lanes_refuses(const GemmShape& shape, const vulkan::Capabilities& capabilities) {
    if (!divides_into_packs(shape.depth, shape.dtype))
        return fmt::format("K = {} is not a multiple of {}", shape.depth, pack_size(shape.dtype));
    return lanes_scalar_refuses(shape, capabilities);
}

std::string tile_refuses(const GemmShape&, const vulkan::Capabilities&) { return {}; }

constexpr std::array candidates{
    Candidate{"lanes", KernelFamily::lanes, lanes_refuses},
    Candidate{"lanes_scalar", KernelFamily::lanes_scalar, lanes_scalar_refuses},
    Candidate{"tile", KernelFamily::tile, tile_refuses},
};

// 32 rows are slower than 16 where loads are cheap (by texels), and take twice as long to compile; few rows want small
// tiles so that little is computed in vain.
std::uint32_t lane_rows(std::uint64_t rows) { return rows > 8 ? 16 : 8; }

}  // namespace

KernelChoice choose_gemm_kernel(const GemmShape& shape, const vulkan::Capabilities& capabilities) {
    KernelChoice choice;
    for (const Candidate& candidate : candidates) {
        const std::string refusal = candidate.refuses(shape, capabilities);
        if (!refusal.empty()) {
            choice.refusals.push_back(fmt::format("{}: {}", candidate.name, refusal));
            continue;
        }
        choice.family = candidate.family;
        break;
    }
    if (choice.family != KernelFamily::tile) {
        choice.tile_rows = lane_rows(shape.rows);
        choice.tile_columns = 32;
        choice.odd_columns = shape.columns % 4 != 0 ? 1 : 0;
    }
    return choice;
}

Groups gemm_groups(const KernelChoice& choice, const GemmShape& shape, std::uint32_t batches) {
    return {(shape.columns + choice.tile_columns - 1) / choice.tile_columns,
            static_cast<std::uint32_t>((shape.rows + choice.tile_rows - 1) / choice.tile_rows), batches};
}

std::uint32_t pack_size(DType dtype) { return 16 / size_of(dtype); }

bool divides_into_packs(std::uint64_t count, DType dtype) { return count % pack_size(dtype) == 0; }

}  // namespace lemnos::ops
