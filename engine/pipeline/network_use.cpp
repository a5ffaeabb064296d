// SPDX-License-Identifier: Apache-2.0
#include "pipeline/network_use.h"

namespace lemnos {

Result<Graph> graph_of(const ModelDescription& model, const WeightIndex* weights, const NetworkUse& use) {
    const PictureSize size{use.batch, use.height, use.width};
    switch (use.network) {
        case Network::text_encoder: {
            ClipTextConfig config = model.texts[use.which].config;
            if (use.clip_skip > config.layers)
                return invalid("clip_skip: {} is more than the {} layers of this model's text encoder", use.clip_skip,
                               config.layers);
            config.clip_skip = use.clip_skip;
            return clip_text_graph(weights, model.texts[use.which].root, config, use.batch, use.dtype, use.vectors);
        }
        case Network::unet:
            return unet_graph(weights, model.unet.root, model.unet.config,
                              {use.batch, use.height, use.width, use.tokens}, use.dtype);
        case Network::vae_encoder: return vae_encoder_graph(weights, model.vae.root, model.vae.config, size, use.dtype);
        case Network::vae_decoder: return vae_decoder_graph(weights, model.vae.root, model.vae.config, size, use.dtype);
        case Network::preview_decoder:
            return tiny_vae_decoder_graph(weights, model.tiny_vae->decoder_root, model.tiny_vae->config, size,
                                          use.dtype);
    }
    return invalid("no such network");
}

}  // namespace lemnos
