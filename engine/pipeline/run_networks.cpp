// SPDX-License-Identifier: Apache-2.0
#include "pipeline/run_networks.h"

#include <algorithm>
#include <array>

#include "pipeline/denoising.h"
#include "pipeline/tiles.h"

namespace lemnos {
namespace {

// In the order in which a run is slowed down least. Below 32 the networks see too little around them.
constexpr std::array<std::uint32_t, 5> tiles{128, 96, 64, 48, 32};

Result<RunFootprints::Autoencoder> autoencoder(const FootprintOf& footprint, const RunNetworks& networks,
                                               std::uint32_t tile) {
    RunFootprints::Autoencoder footprints{.tile = tile, .encoder = {}, .decoder = {}};
    LEMNOS_TRY(footprints.decoder, footprint(in_tiles(networks.vae_decoder, tile)));
    if (networks.vae_encoder) {
        const std::uint32_t factor = networks.vae_encoder->height / networks.vae_decoder.height;
        LEMNOS_TRY(footprints.encoder, footprint(in_tiles(*networks.vae_encoder, tile * factor)));
    }
    return footprints;
}

}  // namespace

NetworkUse in_tiles(NetworkUse use, std::uint32_t most) {
    if (most == 0) return use;
    use.height = tile_row(use.height, most).length;
    use.width = tile_row(use.width, most).length;
    return use;
}

std::span<const std::uint32_t> autoencoder_tiles() { return tiles; }

RunNetworks networks_of(const ModelDescription& model, const Request& request, const RunPicture& picture,
                        std::size_t evaluations, std::uint32_t tokens, Previews previews) {
    const LatentFormat& latent = model.latent;
    const DType dtype = request.dtype;
    const std::uint32_t height = picture.height / latent.factor, width = picture.width / latent.factor;
    const bool is_inpaint_model = model.unet.config.in_channels != latent.channels;
    RunNetworks networks;
    for (std::size_t which = 0; which < model.texts.size(); ++which)
        networks.texts.push_back(
            {.network = Network::text_encoder, .dtype = dtype, .which = which, .clip_skip = request.clip_skip});
    networks.unet = {.network = Network::unet,
                     .dtype = dtype,
                     .batch = static_cast<std::uint32_t>(evaluations_at_once(evaluations, height, width)),
                     .height = height,
                     .width = width,
                     .tokens = tokens};
    networks.vae_decoder = {.network = Network::vae_decoder, .dtype = dtype, .height = height, .width = width};
    if (picture.has_start() || is_inpaint_model)
        networks.vae_encoder = {
            .network = Network::vae_encoder, .dtype = dtype, .height = picture.height, .width = picture.width};
    if (previews == Previews::shown && model.tiny_vae)
        networks.preview = {.network = Network::preview_decoder, .dtype = dtype, .height = height, .width = width};
    return networks;
}

Result<RunMemory> share_memory(const FootprintOf& footprint, const RunNetworks& networks, std::uint64_t available,
                               Streaming streaming) {
    RunMemory memory{.networks = {}, .available = available, .plan = {}};
    RunFootprints& footprints = memory.networks;
    for (const NetworkUse& text : networks.texts) {
        LEMNOS_TRY(const Footprint one, footprint(text));
        footprints.text += one;
    }
    NetworkUse alone = networks.unet;
    alone.batch = 1;
    LEMNOS_TRY(footprints.unet, footprint(networks.unet));
    LEMNOS_TRY(footprints.unet_alone, footprint(alone));
    if (networks.preview) {
        LEMNOS_TRY(footprints.preview, footprint(*networks.preview));
    }
    LEMNOS_TRY(footprints.autoencoder.emplace_back(), autoencoder(footprint, networks, 0));
    memory.plan = plan_run(footprints, available, Streaming::useless);
    if (memory.plan.peak <= available && is_bindable(footprints, memory.plan)) return memory;
    const std::uint32_t longest = std::max(networks.vae_decoder.height, networks.vae_decoder.width);
    for (const std::uint32_t tile : tiles)
        if (tile < longest) {
            LEMNOS_TRY(footprints.autoencoder.emplace_back(), autoencoder(footprint, networks, tile));
        }
    memory.plan = plan_run(footprints, available, streaming);
    return memory;
}

}  // namespace lemnos
