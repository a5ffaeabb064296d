// SPDX-License-Identifier: Apache-2.0
// Which networks a run needs, in which sizes, and how they share the device's memory.
// Plain data and free functions; engine thread.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/memory_plan.h"
#include "pipeline/network_use.h"
#include "pipeline/run_picture.h"

namespace lemnos {

struct RunNetworks {
    std::vector<NetworkUse> texts;
    NetworkUse unet;  // for as many evaluations at once as is best
    std::optional<NetworkUse> vae_encoder;
    NetworkUse vae_decoder;
    std::optional<NetworkUse> preview;
};

enum class Previews { shown, none };

/// Of a complete request. `evaluations` are those of one step; `tokens` the length of the encoded texts.
RunNetworks networks_of(const ModelDescription& model, const Request& request, const RunPicture& picture,
                        std::size_t evaluations, std::uint32_t tokens, Previews previews);

/// How a run shares the memory: what its networks take, what there is, and what follows from it.
struct RunMemory {
    RunFootprints networks;
    std::uint64_t available = 0;
    MemoryPlan plan;
};

/// `footprint` is asked what a network takes.
using FootprintOf = std::function<Result<Footprint>(const NetworkUse&)>;
Result<RunMemory> share_memory(const FootprintOf& footprint, const RunNetworks& networks, std::uint64_t available,
                               Streaming streaming);

/// The same network for tiles of at most so many positions on a side; 0: as it is.
NetworkUse in_tiles(NetworkUse use, std::uint32_t most);

/// Sides of the autoencoder's tiles in latents, the largest first.
std::span<const std::uint32_t> autoencoder_tiles();

}  // namespace lemnos
