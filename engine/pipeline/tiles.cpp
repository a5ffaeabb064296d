// SPDX-License-Identifier: Apache-2.0
#include "pipeline/tiles.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace lemnos {
namespace {

constexpr std::uint32_t overlap_share = 4;  // of a tile, one part

HostTensor cut(const HostTensor& from, std::uint32_t top, std::uint32_t left, std::uint32_t height,
               std::uint32_t width) {
    const std::size_t channels = from.shape.channels();
    HostTensor tile(Shape::nhwc(1, height, width, from.shape.channels()));
    for (std::uint32_t y = 0; y < height; ++y) {
        const std::size_t at = (std::size_t{top + y} * from.shape.width() + left) * channels;
        std::copy_n(from.values.begin() + static_cast<std::ptrdiff_t>(at), width * channels,
                    tile.values.begin() + static_cast<std::ptrdiff_t>(y * width * channels));
    }
    return tile;
}

// Adds up tiles by their weights.
struct Canvas {
    HostTensor sum;              // [1, height, width, channels]
    std::vector<double> weight;  // by position

    explicit Canvas(const Shape& shape) : sum(shape), weight(shape.rows()) {}

    void add(const HostTensor& tile, std::uint32_t top, std::uint32_t left, std::span<const float> down,
             std::span<const float> across) {
        const std::size_t channels = tile.shape.channels();
        for (std::size_t y = 0; y < tile.shape.height(); ++y)
            for (std::size_t x = 0; x < tile.shape.width(); ++x) {
                const std::size_t to = (top + y) * sum.shape.width() + left + x;
                const float share = down[y] * across[x];
                weight[to] += share;
                const float* from = &tile.values[(y * tile.shape.width() + x) * channels];
                for (std::size_t c = 0; c < channels; ++c) sum.values[to * channels + c] += share * from[c];
            }
    }

    HostTensor mean() && {
        const std::size_t channels = sum.shape.channels();
        for (std::size_t i = 0; i < sum.values.size(); ++i)
            sum.values[i] = static_cast<float>(sum.values[i] / weight[i / channels]);
        return std::move(sum);
    }
};

}  // namespace

TileRow tile_row(std::uint32_t extent, std::uint32_t most) {
    if (extent <= most) return {extent, {0}};
    const std::uint32_t stride = most - std::max(most / overlap_share, 1U);
    const std::uint32_t count = (extent - most + stride - 1) / stride + 1;
    TileRow row{most, {}};
    for (std::uint32_t i = 0; i < count; ++i)
        row.begins.push_back(static_cast<std::uint32_t>(std::uint64_t{extent - most} * i / (count - 1)));
    return row;
}

std::vector<float> tile_weights(const TileRow& row, std::size_t tile, std::uint32_t scale) {
    const std::uint32_t begin = row.begins[tile], length = row.length;
    const std::uint32_t before = tile == 0 ? 0 : row.begins[tile - 1] + length - begin;
    const std::uint32_t after = tile + 1 == row.begins.size() ? 0 : begin + length - row.begins[tile + 1];
    // The outermost quarter of an overlap, where a network sees an edge that is none, does not count. Behind it half a
    // cosine, which has no kink at either end for the eye to find.
    const auto fade = [](double at, double overlap) {
        const double margin = overlap / 4;
        if (at <= margin && overlap > 0) return 0.0;
        if (at >= overlap - margin) return 1.0;
        return 0.5 - 0.5 * std::cos((at - margin) / (overlap - 2 * margin) * std::numbers::pi);
    };
    std::vector<float> weights(std::size_t{length} * scale);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double from_begin = (static_cast<double>(i) + 0.5) / scale;
        weights[i] = static_cast<float>(fade(from_begin, before) * fade(length - from_begin, after));
    }
    return weights;
}

Result<HostTensor> run_in_tiles(const HostTensor& input, std::uint32_t most, std::uint32_t up, std::uint32_t down,
                                const std::function<Result<HostTensor>(const HostTensor&)>& run) {
    // Rows are counted in the coarser of the two sides.
    const TileRow rows = tile_row(input.shape.height() / down, most / down);
    const TileRow columns = tile_row(input.shape.width() / down, most / down);
    std::optional<Canvas> canvas;
    for (std::size_t r = 0; r < rows.begins.size(); ++r)
        for (std::size_t c = 0; c < columns.begins.size(); ++c) {
            const HostTensor tile =
                cut(input, rows.begins[r] * down, columns.begins[c] * down, rows.length * down, columns.length * down);
            LEMNOS_TRY(const HostTensor result, run(tile));
            if (!canvas)
                canvas.emplace(Shape::nhwc(1, input.shape.height() / down * up, input.shape.width() / down * up,
                                           result.shape.channels()));
            canvas->add(result, rows.begins[r] * up, columns.begins[c] * up, tile_weights(rows, r, up),
                        tile_weights(columns, c, up));
        }
    return std::move(*canvas).mean();
}

}  // namespace lemnos
