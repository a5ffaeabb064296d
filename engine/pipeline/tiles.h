// SPDX-License-Identifier: Apache-2.0
// Pictures that are too large for the autoencoder at once, tile by tile: neighbours overlap, and each fades into the
// next, so that no edge is seen where their networks disagree a little.
// Plain data and pure functions; any thread.
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// Tiles along one direction: all of one length, the first at 0, the last at the end.
struct TileRow {
    std::uint32_t length = 0;
    std::vector<std::uint32_t> begins;
};

/// Tiles of at most `most` positions over `extent`, which share at least a quarter with the next.
TileRow tile_row(std::uint32_t extent, std::uint32_t most);

/// How much each position of a tile counts where it meets others: 1 inside, falling towards the neighbours. `scale`
/// positions of the output stand for one of the row.
std::vector<float> tile_weights(const TileRow& row, std::size_t tile, std::uint32_t scale);

/// Takes tiles of `input` [1, height, width, channels] through `run` and puts the results together. Output positions
/// for one of the input: `up` / `down`, one of which is 1; tiles begin at multiples of `down`.
Result<HostTensor> run_in_tiles(const HostTensor& input, std::uint32_t most, std::uint32_t up, std::uint32_t down,
                                const std::function<Result<HostTensor>(const HostTensor&)>& run);

}  // namespace lemnos
