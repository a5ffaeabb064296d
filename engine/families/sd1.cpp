// SPDX-License-Identifier: Apache-2.0
// Stable Diffusion 1.x (Rombach et al. 2022): the facts that shapes cannot tell. A checkpoint is recognised by its
// layout and by a CLIP text encoder of Hugging Face's names whose width the UNet attends to; the sizes are read off
// the shapes, so that small relatives load by the same code.
#include "families/config_json.h"
#include "families/facts.h"
#include "families/shapes.h"

namespace lemnos {
namespace {

constexpr const char* unet_root = "model.diffusion_model";
constexpr const char* vae_root = "first_stage_model";
constexpr Heads heads{.count = 8, .channels = 0};
constexpr std::uint32_t clip_head_channels = 64;

// Old conversions of CLIP lack "text_model".
std::string text_root(const Checkpoint& file) {
    const std::string root = "cond_stage_model.transformer";
    return file.find(root + ".text_model.embeddings.token_embedding.weight") != nullptr ? root + ".text_model" : root;
}

bool recognises(const Checkpoint& file) {
    return file.find("model.diffusion_model.input_blocks.0.0.weight") != nullptr &&
           file.find(text_root(file) + ".embeddings.token_embedding.weight") != nullptr;
}

Result<ModelDescription> describe(const Checkpoint& file) {
    ModelDescription model;
    LEMNOS_TRY(model.unet.config, unet_from_shapes(file, unet_root, heads));
    LEMNOS_TRY(model.vae.config, vae_from_shapes(file, vae_root));
    TextPart& text = model.texts.emplace_back();
    text.root = text_root(file);
    LEMNOS_TRY(text.config, clip_text_from_shapes(file, text.root, clip_head_channels));
    model.unet.root = unet_root;
    model.vae.root = vae_root;
    model.tiny_vae = tiny_vae_from_shapes(file);
    // The colors are the ones that ComfyUI and others preview SD 1.x with, from -1 to 1 there.
    model.latent = {.channels = 4,
                    .factor = 8,
                    .scale = 0.18215,
                    .colors = LatentColors{.of_channel = {{{0.1756F, 0.1149F, 0.1614F},
                                                           {0.1625F, 0.2487F, 0.1175F},
                                                           {-0.1415F, 0.0881F, 0.1361F},
                                                           {-0.1060F, -0.1308F, -0.3589F}}},
                                           .offset = {0.5F, 0.5F, 0.5F}}};
    model.prompt_rows = 4;
    model.prediction = prediction_from_metadata(file, Prediction::epsilon);
    model.defaults = {
        .width = 512, .height = 512, .steps = 20, .guidance = 7.0, .sampler = "dpmpp_2m", .schedule = "karras"};
    return model;
}

}  // namespace

const Family sd1{"sd1", "Stable Diffusion 1.x",
                 "\"model.diffusion_model.input_blocks.0.0.weight\" beside "
                 "\"cond_stage_model.transformer.text_model.embeddings.token_embedding.weight\"",
                 recognises, describe};

}  // namespace lemnos
