// SPDX-License-Identifier: Apache-2.0
// Which kernel family computes a matrix product or convolution, decided by a table in which every refusal has a
// reason: what was not chosen can always be explained. Plain functions of plain data.
#pragma once

#include <string>
#include <vector>

#include "ops/ops.h"
#include "ops/recorder.h"

namespace lemnos::ops {

/// A product as the kernels see it; a convolution is one with kernel * kernel taps of `depth` input channels each.
struct GemmShape {
    std::uint64_t rows = 0;
    std::uint32_t columns = 0;
    std::uint32_t depth = 0;  // contiguous numbers along K in both operands
    DType dtype = DType::f16;
    RightOperand right = RightOperand::transposed;
};

enum class KernelFamily {
    lanes,         // one subgroup of 8 a workgroup, no shared memory: processors that run shaders
    lanes_scalar,  // the same for depths that do not divide into 16-byte packs
    tile,          // shared-memory tiles: any device, any size
};

struct KernelChoice {
    KernelFamily family = KernelFamily::tile;
    std::uint32_t tile_rows = 64;
    std::uint32_t tile_columns = 64;
    std::uint32_t odd_columns = 0;      // of lane kernels: 1 where rows do not divide into the fours they store
    std::vector<std::string> refusals;  // "lanes: K = 27 is not a multiple of 8", of the families tried before
};

KernelChoice choose_gemm_kernel(const GemmShape& shape, const vulkan::Capabilities& capabilities);

/// A shader's own enum of families, by name: shader::matmul::Family and its like.
template <typename Family>
constexpr Family shader_family(KernelFamily family) {
    switch (family) {
        case KernelFamily::lanes: return Family::lanes;
        case KernelFamily::lanes_scalar: return Family::lanes_scalar;
        case KernelFamily::tile: return Family::tile;
    }
    return Family::tile;  // there is no other; the compiler warns of one that is missing above
}

/// Workgroups along columns, rows and batches.
Groups gemm_groups(const KernelChoice& choice, const GemmShape& shape, std::uint32_t batches);

/// Whether `count` numbers divide into 16-byte packs.
bool divides_into_packs(std::uint64_t count, DType dtype);
std::uint32_t pack_size(DType dtype);

}  // namespace lemnos::ops
