// SPDX-License-Identifier: Apache-2.0
#include "ops/winograd.h"

#include <algorithm>

#include "ops/kernel_choice.h"
#include "shader/winograd.h"

namespace lemnos::ops {
namespace {

constexpr std::uint32_t points = 16;
// Of transformed tiles: what a processor's caches hold beside the weights.
constexpr std::uint64_t band_bytes = 4 << 20;
constexpr std::uint64_t most_weight_bytes = 64 << 20;
// 16 rows are up to 1.2 times as fast, and take the driver seven times as long to compile: 20 seconds at a first start.
constexpr std::uint32_t row_tile = 8;
constexpr std::uint32_t column_tile = 32;     // 4 for each of 8 lanes
constexpr std::uint32_t fewest_inputs = 128;  // below, 16 short products cost more than one long

// Time in units of one multiplication of the plain convolution, for an output pixel and a pair of channels, as measured
// on two Zen 3 cores (tests/perf/RESULTS.md): the 4 products for a pixel cost 1.4 times what as many do there, and what
// the transforms store, number by number, costs hundreds.
double relative_cost(const Shape& result) { return 4 * 1.4 + 220.0 / result.channels() + 800.0 / result.positions(); }
constexpr double worthwhile_cost = 9 / 1.15;

// How scratch memory is divided: the transformed weights, then the transformed tiles of a band.
struct Layout {
    std::uint32_t tile_columns;
    std::uint32_t tiles;  // of one image
    std::uint32_t band_tiles;
    std::uint64_t input_offset;
    std::uint64_t bytes;
};

std::uint64_t aligned(std::uint64_t bytes, const vulkan::Capabilities& capabilities) {
    const std::uint64_t alignment = std::max<std::uint32_t>(capabilities.buffer_alignment, 256);
    return (bytes + alignment - 1) / alignment * alignment;
}

std::uint64_t weight_bytes(const Shape& x, const Shape& result, DType dtype) {
    return bytes_of(dtype, std::uint64_t{points} * result.channels() * x.channels());
}

Layout layout_of(const Shape& x, const Shape& result, DType dtype, const vulkan::Capabilities& capabilities) {
    Layout layout{.tile_columns = (result.width() + 1) / 2};
    layout.tiles = (result.height() + 1) / 2 * layout.tile_columns;
    const std::uint64_t tile_bytes = bytes_of(dtype, std::uint64_t{points} * x.channels());
    // Bands of about equal size, of whole row tiles.
    const auto most = static_cast<std::uint32_t>(std::max<std::uint64_t>(band_bytes / tile_bytes, 64));
    const std::uint32_t bands = (layout.tiles + most - 1) / most;
    layout.band_tiles =
        std::min(((layout.tiles + bands - 1) / bands + row_tile - 1) / row_tile * row_tile, layout.tiles);
    layout.input_offset = aligned(weight_bytes(x, result, dtype), capabilities);
    const std::uint64_t numbers = std::uint64_t{points} * layout.band_tiles;
    layout.bytes = layout.input_offset + aligned(bytes_of(dtype, numbers * x.channels()), capabilities);
    return layout;
}

}  // namespace

std::string winograd_refuses(const Conv2d& op, Signatures in, const Shape& result,
                             const vulkan::Capabilities& capabilities) {
    const std::uint32_t inputs = in[0].shape.channels(), outputs = result.channels();
    const DType dtype = in[0].dtype;
    if (op.kernel != 3 || op.stride != 1)
        return fmt::format("the kernel is {0}x{0} with stride {1}, not 3x3 with stride 1", op.kernel, op.stride);
    if (!divides_into_packs(inputs, dtype) || !divides_into_packs(outputs, dtype))
        return fmt::format("{} and {} channels are no multiples of {}", inputs, outputs, pack_size(dtype));
    if (inputs < fewest_inputs) return fmt::format("{} input channels are fewer than {}", inputs, fewest_inputs);
    if (relative_cost(result) > worthwhile_cost)
        return fmt::format("{} pixels of {} channels are too few to transform for", result.positions(), outputs);
    if (const std::uint64_t bytes = weight_bytes(in[0].shape, result, dtype); bytes > most_weight_bytes)
        return fmt::format("the transformed weights take {} MB, more than {}", bytes >> 20U, most_weight_bytes >> 20U);
    const GemmShape product{result.rows() / 4, outputs, inputs, dtype, RightOperand::transposed};
    const KernelChoice choice = choose_gemm_kernel(product, capabilities);
    if (choice.family != KernelFamily::lanes) return choice.refusals.front();
    return {};
}

std::uint64_t winograd_scratch_bytes(Signatures in, const Shape& result, const vulkan::Capabilities& capabilities) {
    return layout_of(in[0].shape, result, in[0].dtype, capabilities).bytes;
}

void record_winograd(const Conv2d& op, const Operands& at, Recorder& recorder) {
    using namespace shader::winograd;
    const Shape &x = at[0].shape, &result = at.output.shape;
    const DType dtype = at[0].dtype;
    const Layout layout = layout_of(x, result, dtype, recorder.capabilities());
    const std::uint32_t loads = x.channels() / pack_size(dtype);
    const auto part = [&](std::uint64_t offset, std::uint32_t rows) {
        return TensorView{at.scratch.buffer, at.scratch.offset + offset, Shape{points, rows, x.channels()}, dtype};
    };
    const auto push_for = [&](std::uint32_t tasks, std::uint32_t image, std::uint32_t first_tile, std::uint32_t tiles) {
        return Push{.tasks = tasks,
                    .loads = loads,
                    .columns = result.channels(),
                    .image = image,
                    .first_tile = first_tile,
                    .tiles = tiles,
                    .tile_columns = layout.tile_columns,
                    .padding_top = op.padding.top,
                    .padding_left = op.padding.left,
                    .doublings = op.upsample - 1,
                    .height = x.height(),
                    .width = x.width(),
                    .result_height = result.height(),
                    .result_width = result.width(),
                    .has_bias = at[2].is_given(),
                    .has_per_image = at[3].is_given(),
                    .has_residual = at[4].is_given()};
    };
    const TensorView weights = part(0, result.channels());
    const auto transform = [&](Pass pass, const Push& push, const TensorView& from, const TensorView& to) {
        recorder.dispatch(binary({.pass = pass, .dtype = dtype}), push, Spec{}, {from, to},
                          Recorder::groups_for(push.tasks));
    };
    transform(Pass::weights, push_for(result.channels() * loads, 0, 0, 0), at[1], weights);
    for (std::uint32_t image = 0; image < x.batch(); ++image)
        for (std::uint32_t first = 0; first < layout.tiles; first += layout.band_tiles) {
            const std::uint32_t tiles = std::min(layout.band_tiles, layout.tiles - first);
            const TensorView inputs = part(layout.input_offset, tiles);
            const Push push = push_for(tiles * loads, image, first, tiles);
            transform(Pass::input, push, at[0], inputs);
            // Rows first: the tiles of a band stay in the caches while the weights pass by once.
            const Groups groups{(tiles + row_tile - 1) / row_tile, (result.channels() + column_tile - 1) / column_tile};
            recorder.dispatch(binary({.pass = Pass::products, .dtype = dtype}), push,
                              Spec{.activation = static_cast<std::uint32_t>(op.activation), .tile_rows = row_tile},
                              {inputs, weights, at[2], at[3], at[4], at.output}, groups,
                              2.0 * points * tiles * result.channels() * x.channels());
        }
}

}  // namespace lemnos::ops
