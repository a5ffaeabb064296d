// SPDX-License-Identifier: Apache-2.0
// Stable Diffusion XL (Podell et al. 2023), its many finetunes, and the relatives whose UNet was pruned: SSD-1B,
// Segmind Vega (Gupta et al. 2024), KOALA (Lee et al. 2023). Two text encoders, and labels of pooled text and sizes.
// Depths are read off every block, so any pruning loads; the known ones are called by their names.
#include <algorithm>

#include "families/facts.h"
#include "families/shapes.h"

namespace lemnos {
namespace {

constexpr const char* clip_root = "conditioner.embedders.0.transformer.text_model";
constexpr const char* open_clip_root = "conditioner.embedders.1.model";
constexpr const char* label_weight = "model.diffusion_model.label_emb.0.0.weight";
constexpr std::uint32_t size_label_channels = 256;

bool has_text(const Checkpoint& file, const char* root) {
    return file.find(std::string(root) + ".embeddings.token_embedding.weight") != nullptr;
}

bool recognises(const Checkpoint& file) {
    // "edm_mean" is Playground 2.5: the same networks, other latents.
    return has_unet(file) && file.find(label_weight) != nullptr && has_text(file, clip_root) &&
           has_text(file, open_clip_root) && file.find("edm_mean") == nullptr;
}

struct Pruned {
    const char* name;
    UNetDepths depths;
};
const Pruned pruned[] = {
    {"SSD-1B", {{0, 0, 2, 2, 4, 4}, 0, {4, 4, 10, 2, 1, 1, 0, 0, 0}}},
    {"Segmind Vega", {{0, 0, 1, 1, 2, 2}, 0, {2, 2, 2, 1, 1, 1, 0, 0, 0}}},
    {"KOALA 700M", {{0, 2, 5}, 0, {5, 5, 2, 2, 0, 0}}},
    {"KOALA 1B", {{0, 2, 6}, 6, {6, 6, 2, 2, 0, 0}}},
};

std::string variant_of(const UNetConfig& unet) {
    for (const Pruned& one : pruned)
        if (unet.depths == one.depths) return one.name;
    return {};
}

Result<std::vector<TextPart>> texts_of(const Checkpoint& file) {
    TextPart clip{.config = {}, .root = clip_root};
    LEMNOS_TRY(clip.config, clip_text_from_shapes(file, clip_root, clip_head_channels));
    clip.config.take = TakeLayer::penultimate;
    LEMNOS_TRY(TextPart open_clip, open_clip_part(file, open_clip_root));
    open_clip.config.take = TakeLayer::penultimate;
    LEMNOS_CHECK(pool_from_shapes(file, open_clip_root, open_clip.config));
    return std::vector{std::move(clip), std::move(open_clip)};
}

Result<double> number(const Checkpoint& file, std::string_view name) {
    LEMNOS_TRY(const HostTensor tensor, file.read_floats(name));
    if (tensor.values.size() != 1) return bad_file("tensor \"{}\" is {}, not one number", name, tensor.shape.text());
    return double{tensor.values.front()};
}

// Finetunes that were trained otherwise say so by tensors of no other use.
Status read_markers(const Checkpoint& file, ModelDescription& model) {
    model.prediction = prediction_from_metadata(file, Prediction::epsilon);
    if (file.find("v_pred") != nullptr) model.prediction = Prediction::velocity;
    if (file.find("ztsnr") != nullptr) model.training.terminal_snr = TerminalSnr::zero;
    if (file.find("edm_vpred.sigma_max") == nullptr) return {};
    ContinuousSigmas sigmas;
    LEMNOS_TRY(sigmas.largest, number(file, "edm_vpred.sigma_max"));
    if (file.find("edm_vpred.sigma_min") != nullptr) {
        LEMNOS_TRY(sigmas.smallest, number(file, "edm_vpred.sigma_min"));
    }
    model.training.continuous = sigmas;
    model.prediction = Prediction::velocity;
    model.variant = "CosXL";
    return {};
}

Result<ModelDescription> describe(const Checkpoint& file) {
    LEMNOS_TRY(ModelDescription model, describe_networks(file, {.count = 0, .channels = 64}));
    LEMNOS_TRY(model.texts, texts_of(file));
    model.size_labels = SizeLabels{size_label_channels};
    // The colors are the ones that ComfyUI and others preview SDXL with, from -1 to 1 there.
    model.latent = {.channels = 4,
                    .factor = 8,
                    .scale = 0.13025,
                    .colors = LatentColors{.of_channel = {{{0.1826F, 0.2116F, 0.2171F},
                                                           {-0.1267F, -0.0021F, 0.0534F},
                                                           {0.0538F, 0.0556F, -0.0181F},
                                                           {-0.1583F, -0.1246F, -0.1094F}}},
                                           .offset = {0.5542F, 0.4913F, 0.4995F}},
                    .tiny_vae = "taesdxl"};
    model.prompt_rows = 4;
    if (model.variant.empty()) model.variant = variant_of(model.unet.config);
    model.training.aligned = aligned_sdxl;
    LEMNOS_CHECK(read_markers(file, model));
    model.defaults = {
        .width = 1024, .height = 1024, .steps = 20, .guidance = 7.0, .sampler = "dpmpp_2m", .schedule = "karras"};
    // As finetunes that predict velocity are used.
    if (model.prediction == Prediction::velocity) {
        model.defaults.steps = 26;
        model.defaults.guidance = 5;
        model.defaults.sampler = "euler_a";
        model.defaults.schedule = "normal";
    }
    return model;
}

}  // namespace

const Family sdxl{"sdxl", "Stable Diffusion XL",
                  "\"conditioner.embedders.0.transformer.*\" and \"conditioner.embedders.1.model.*\" beside "
                  "\"model.diffusion_model.label_emb.*\"",
                  recognises, describe};

}  // namespace lemnos
