// SPDX-License-Identifier: Apache-2.0
#include "families/vae_file.h"

#include <algorithm>
#include <array>

#include "families/diffusers_model.h"
#include "families/facts.h"
#include "families/joined_files.h"
#include "families/shapes.h"
#include "formats/messages.h"
#include "nn/weight_cache.h"

namespace lemnos {
namespace {

constexpr std::array roots{"first_stage_model.", "vae.", ""};
constexpr std::array modules{"encoder.", "decoder.", "quant_conv.", "post_quant_conv."};

bool is_below_vae_root(const TensorInfo& tensor) { return tensor.name.starts_with(std::string(vae_root) + "."); }

// What training programs keep beside the networks (losses, moving averages) is left out.
std::vector<TensorInfo> tensors_below(const Checkpoint& file, std::string_view root, std::string_view new_root) {
    std::vector<TensorInfo> tensors;
    for (TensorInfo tensor : file.tensors()) {
        if (!tensor.name.starts_with(root)) continue;
        const std::string_view name = std::string_view(tensor.name).substr(root.size());
        if (std::ranges::none_of(modules, [&](const char* module) { return name.starts_with(module); })) continue;
        tensor.name = fmt::format("{}{}", new_root, name);
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

Status check_graphs(const Checkpoint& file) {
    LEMNOS_TRY(const VaeConfig config, vae_from_shapes(file, vae_root));
    const CheckpointWeights weights(file);
    const PictureSize latents{.batch = 1, .height = 8, .width = 8};
    const PictureSize pixels{.batch = 1, .height = 8 * config.factor(), .width = 8 * config.factor()};
    LEMNOS_CHECK(vae_decoder_graph(&weights, vae_root, config, latents, DType::f16));
    LEMNOS_CHECK(vae_encoder_graph(&weights, vae_root, config, pixels, DType::f16));
    return {};
}

}  // namespace

bool has_vae(const Checkpoint& file) { return std::ranges::any_of(file.tensors(), is_below_vae_root); }

Result<Checkpoint> open_vae(const std::filesystem::path& path) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    const auto root = std::ranges::find_if(
        roots, [&](const std::string& one) { return file.find(one + "decoder.conv_in.weight") != nullptr; });
    if (root == roots.end()) return unsupported("{}: holds no autoencoder", file_name(path));
    const bool is_original = file.find(fmt::format("{}decoder.mid.block_1.conv1.weight", *root)) != nullptr;
    std::vector<TensorInfo> tensors = tensors_below(file, *root, is_original ? "first_stage_model." : "vae.");
    LEMNOS_TRY(file, std::move(file).with_tensors(std::move(tensors)));
    if (!is_original) {
        LEMNOS_TRY(file, with_original_vae_names(std::move(file)));
    }
    LEMNOS_CHECK(naming(path, check_graphs(file)));
    return file;
}

Result<Checkpoint> with_vae(Checkpoint model, Checkpoint vae) {
    return with_network(std::move(model), vae_root, std::move(vae));
}

Status use_vae(const Checkpoint& joined, const std::filesystem::path& vae, ModelDescription& model) {
    LEMNOS_TRY(model.vae.config, vae_from_shapes(joined, model.vae.root));
    const VaeConfig& config = model.vae.config;
    if (config.z_channels == model.latent.channels && config.factor() == model.latent.factor) return {};
    return invalid("vae: {} makes latents of {} channels at 1/{} of the size, the model paints on {} at 1/{}",
                   file_name(vae), config.z_channels, config.factor(), model.latent.channels, model.latent.factor);
}

}  // namespace lemnos
