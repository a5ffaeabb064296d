// SPDX-License-Identifier: Apache-2.0
// Stable Diffusion 1.x (Rombach et al. 2022): the facts that shapes cannot tell. A checkpoint is recognised by its
// layout and by a CLIP text encoder of Hugging Face's names whose width the UNet attends to; the sizes are read off
// the shapes, so that small relatives load by the same code.
#include "families/facts.h"
#include "families/shapes.h"

namespace lemnos {
namespace {

// Old conversions of CLIP lack "text_model".
std::string text_root(const Checkpoint& file) {
    const std::string root = "cond_stage_model.transformer";
    return file.find(root + ".text_model.embeddings.token_embedding.weight") != nullptr ? root + ".text_model" : root;
}

bool recognises(const Checkpoint& file) {
    return has_unet(file) && file.find(text_root(file) + ".embeddings.token_embedding.weight") != nullptr;
}

Result<ModelDescription> describe(const Checkpoint& file) {
    LEMNOS_TRY(ModelDescription model, describe_networks(file, {.count = 8, .channels = 0}));
    TextPart& text = model.texts.emplace_back();
    text.root = text_root(file);
    LEMNOS_TRY(text.config, clip_text_from_shapes(file, text.root, clip_head_channels));
    model.latent = stable_diffusion_latent();
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
