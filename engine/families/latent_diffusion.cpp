// SPDX-License-Identifier: Apache-2.0
// What the families in the layout of the original latent diffusion code (Rombach et al. 2022) have in common.
#include "families/facts.h"
#include "families/shapes.h"
#include "families/vae_file.h"

namespace lemnos {

bool has_unet(const Checkpoint& file) {
    const TensorInfo* first = file.find(std::string(unet_root) + ".input_blocks.0.0.weight");
    // Seven channels are the x4 upscaler's, eight InstructPix2Pix's.
    return first != nullptr && first->shape.rank() == 4 && first->shape[1] != 7 && first->shape[1] != 8;
}

Result<ModelDescription> describe_networks(const Checkpoint& file, Heads heads) {
    ModelDescription model;
    model.unet.root = unet_root;
    model.vae.root = vae_root;
    LEMNOS_TRY(model.unet.config, unet_from_shapes(file, unet_root, heads));
    if (!has_vae(file)) return unsupported("this file holds no autoencoder; name the file of one as \"vae\" (--vae)");
    LEMNOS_TRY(model.vae.config, vae_from_shapes(file, vae_root));
    model.tiny_vae = tiny_vae_from_shapes(file);
    if (model.unet.config.in_channels == 9) model.variant = "inpainting";
    return model;
}

LatentFormat stable_diffusion_latent() {
    // The colors are the ones that ComfyUI and others preview SD 1.x with, from -1 to 1 there.
    return {.channels = 4,
            .factor = 8,
            .scale = 0.18215,
            .colors = LatentColors{.of_channel = {{{0.1756F, 0.1149F, 0.1614F},
                                                   {0.1625F, 0.2487F, 0.1175F},
                                                   {-0.1415F, 0.0881F, 0.1361F},
                                                   {-0.1060F, -0.1308F, -0.3589F}}},
                                   .offset = {0.5F, 0.5F, 0.5F}},
            .tiny_vae = "taesd"};
}

Result<TextPart> open_clip_part(const Checkpoint& file, const std::string& root) {
    TextPart part{.config = {}, .root = root, .pad = PadToken::zero};
    LEMNOS_TRY(part.config, clip_text_from_shapes(file, root, clip_head_channels));
    part.config.activation = ops::Activation::gelu_erf;
    return part;
}

}  // namespace lemnos
