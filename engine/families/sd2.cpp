// SPDX-License-Identifier: Apache-2.0
// Stable Diffusion 2.x: the UNet of 1.x with heads of 64 channels, and OpenCLIP's ViT-H as text encoder. 2.0-base and
// 2.1-base predict the noise at 512 pixels; 2.0 and 2.1 velocity at 768, which only the numbers in the weights tell.
#include <cmath>

#include "families/facts.h"
#include "families/shapes.h"

namespace lemnos {
namespace {

// The place in the original code's checkpoints, and in those of its successor (sgm).
constexpr const char* text_roots[] = {"cond_stage_model.model", "conditioner.embedders.0.model"};

const char* text_root(const Checkpoint& file) {
    for (const char* root : text_roots)
        if (file.find(std::string(root) + ".embeddings.token_embedding.weight") != nullptr) return root;
    return nullptr;
}

bool recognises(const Checkpoint& file) {
    // With labels it would be unCLIP, or the refiner of SDXL.
    return has_unet(file) && text_root(file) != nullptr &&
           file.find("model.diffusion_model.label_emb.0.0.weight") == nullptr;
}

// Trained for velocity, the shifts of the last normalisation spread further; the threshold is ComfyUI's. Known only for
// models that take nothing but latents.
Result<Prediction> prediction_of(const Checkpoint& file, const UNetConfig& unet) {
    constexpr double least_spread_of_velocity = 0.09;
    constexpr const char* shifts = "model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias";
    const TensorInfo* tensor = file.find(shifts);
    if (tensor == nullptr || tensor->shape.elements() == 0 || unet.in_channels != 4) return Prediction::epsilon;
    LEMNOS_TRY(const HostTensor values, file.read_floats(*tensor));
    double sum = 0, squares = 0;
    for (const float value : values.values) {
        sum += value;
        squares += double{value} * value;
    }
    const auto count = static_cast<double>(values.values.size());
    const double deviation = std::sqrt(squares / count - (sum / count) * (sum / count));
    return deviation > least_spread_of_velocity ? Prediction::velocity : Prediction::epsilon;
}

Result<ModelDescription> describe(const Checkpoint& file) {
    const char* root = text_root(file);
    if (root == nullptr) return bad_file("has no tensor \"{}.token_embedding.weight\"", text_roots[0]);
    LEMNOS_TRY(ModelDescription model, describe_networks(file, {.count = 0, .channels = 64}));
    LEMNOS_TRY(TextPart text, open_clip_part(file, root));
    // The original has 24 layers and does not use the last; conversions of diffusers have left it out.
    const bool is_cut = text.config.hidden_size == 1024 && text.config.layers == 23;
    text.config.take = is_cut ? TakeLayer::last_normalised : TakeLayer::penultimate_normalised;
    model.texts = {std::move(text)};
    model.latent = stable_diffusion_latent();
    model.prompt_rows = 4;
    LEMNOS_TRY(const Prediction by_numbers, prediction_of(file, model.unet.config));
    model.prediction = prediction_from_metadata(file, by_numbers);
    const std::uint32_t side = model.prediction == Prediction::velocity ? 768 : 512;
    model.defaults = {
        .width = side, .height = side, .steps = 20, .guidance = 7.0, .sampler = "dpmpp_2m", .schedule = "karras"};
    return model;
}

}  // namespace

const Family sd2{"sd2", "Stable Diffusion 2.x",
                 "\"model.diffusion_model.input_blocks.0.0.weight\" beside \"cond_stage_model.model.*\"", recognises,
                 describe};

}  // namespace lemnos
