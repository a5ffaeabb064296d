// SPDX-License-Identifier: Apache-2.0
#include "pipeline/memory_estimate.h"

#include "base/host_memory.h"
#include "nn/weight_cache.h"
#include "pipeline/completion.h"
#include "pipeline/starter_model.h"

namespace lemnos {
namespace {

constexpr double usable_share = 0.9;  // the rest is a desktop's

// Of the size of the request; of a start picture it matters only that there is one.
RunPicture picture_like(const Request& request) {
    RunPicture picture{.width = request.width, .height = request.height, .start = {}, .inpainting = {}};
    if (!request.init_image.empty()) picture.start = HostTensor(Shape{1});
    return picture;
}

}  // namespace

std::uint64_t expected_memory(const vulkan::Capabilities& device) {
    const std::uint64_t all = device.shares_host_memory() ? available_host_bytes() : device.memory_bytes;
    return static_cast<std::uint64_t>(usable_share * static_cast<double>(all));
}

Result<RunMemory> estimate_memory(const Request& request, const vulkan::Capabilities& device, std::uint64_t available,
                                  Previews previews, const SessionOptions& options) {
    LEMNOS_CHECK(validate(request));
    LEMNOS_TRY(const std::filesystem::path path, find_model(request.model, options));
    LEMNOS_TRY(const ModelOverrides overrides, overrides_of(request, path));
    LEMNOS_TRY(const Checkpoint file, open_model(path, overrides.vae));
    LEMNOS_TRY(const ModelDescription model, identify(file, overrides));
    LEMNOS_TRY(const Request complete, complete_for(request, model));
    const CheckpointWeights index(file);
    const auto footprint = [&](const NetworkUse& use) -> Result<Footprint> {
        LEMNOS_TRY(const Graph graph, graph_of(model, &index, use));
        return footprint_of(graph, device);
    };
    const std::size_t evaluations = complete.guidance_scale == 1 ? 1 : 2;
    const RunNetworks networks = networks_of(model, complete, picture_like(complete), evaluations,
                                             model.texts.front().config.max_length, previews);
    const auto streaming = device.type == vulkan::DeviceType::discrete ? Streaming::possible : Streaming::useless;
    return share_memory(footprint, networks, available, streaming);
}

}  // namespace lemnos
