// SPDX-License-Identifier: Apache-2.0
#include "families/families.h"

#include <array>

#include "families/config_json.h"
#include "families/diffusers_model.h"
#include "families/facts.h"
#include "families/name_hints.h"
#include "families/open_clip.h"
#include "families/vae_file.h"
#include "formats/messages.h"
#include "nn/weight_cache.h"

namespace lemnos {
namespace {

std::span<const Family> rows() {
    static const std::array table{starter, sd1, sd2, sdxl};
    return table;
}

std::unexpected<Error> unknown(const Checkpoint& file) {
    if (const Stranger* stranger = find_stranger(file))
        return unsupported("this is {}; {}", stranger->name, stranger->use);
    std::string signs;
    for (const Family& family : rows())
        signs += fmt::format("{}{}: {}", signs.empty() ? "" : "; ", family.name, family.sign);
    return unsupported("this is no model that this version knows. It has {} tensors; looked for {}",
                       file.tensors().size(), signs);
}

Result<const Family*> family_of(const Checkpoint& file, const ModelOverrides& overrides) {
    if (!overrides.family.empty()) return find_family(overrides.family);
    for (const Family& family : rows())
        if (family.recognises(file)) return &family;
    return unknown(file);
}

// Each says it surer than the one before: the family's facts, the name, the metadata, the user.
Result<ModelDescription> describe(const Checkpoint& file, const ModelOverrides& overrides) {
    LEMNOS_TRY(const Family* family, family_of(file, overrides));
    LEMNOS_TRY(ModelDescription model, family->describe(file));
    if (file.metadata().contains("modelspec.zero_terminal_snr")) model.training.terminal_snr = TerminalSnr::zero;
    model.family = family->id;
    model.family_name = family->name;
    model.name = file_name(file.path().stem());
    apply_name_hints(file, model);
    LEMNOS_TRY(const nlohmann::json config, read_config(file));
    if (config.is_object()) {
        LEMNOS_CHECK(apply_config(config, model));
        if (const auto name = config.find("name"); name != config.end() && name->is_string()) model.name = *name;
    }
    if (!overrides.prediction.empty()) {
        LEMNOS_TRY(model.prediction, find_prediction(overrides.prediction));
    }
    if (!overrides.vae.empty()) LEMNOS_CHECK(use_vae(file, overrides.vae, model));
    LEMNOS_CHECK(check_description(model));
    return model;
}

template <typename T>
Result<T> naming(const Checkpoint& file, Result<T> result) {
    const std::string name = file_name(file.path());
    if (!result && !result.error().message.starts_with(name))
        return std::unexpected(std::move(result).error().within(name));
    return result;
}

}  // namespace

std::span<const Family> families() { return rows(); }

Result<const Family*> find_family(std::string_view id) {
    std::string known;
    for (const Family& family : rows()) {
        if (family.id == id) return &family;
        known += fmt::format("{}{}", known.empty() ? "" : ", ", family.id);
    }
    return invalid("family: {} is not known; there are {}", in_quotes(id), known);
}

Prediction prediction_from_metadata(const Checkpoint& file, Prediction otherwise) {
    const auto found = file.metadata().find("modelspec.prediction_type");
    if (found == file.metadata().end()) return otherwise;
    return found->second == "v" || found->second == "v_prediction" ? Prediction::velocity : Prediction::epsilon;
}

Result<std::vector<Graph>> graphs_of(const ModelDescription& model, const WeightIndex* weights) {
    std::vector<Graph> graphs;
    const auto keep = [&](Result<Graph> graph) -> Status {
        if (!graph) return std::unexpected(std::move(graph).error());
        graphs.push_back(std::move(*graph));
        return {};
    };
    const PictureSize latents{.batch = 1, .height = 8, .width = 8};
    const PictureSize pixels{.batch = 1, .height = 8 * model.latent.factor, .width = 8 * model.latent.factor};
    const UNetSize size{.batch = 1, .height = 8, .width = 8, .tokens = model.texts.front().config.max_length};
    constexpr DType dtype = DType::f16;
    for (const TextPart& text : model.texts)
        LEMNOS_CHECK(keep(clip_text_graph(weights, text.root, text.config, 1, dtype)));
    LEMNOS_CHECK(keep(unet_graph(weights, model.unet.root, model.unet.config, size, dtype)));
    LEMNOS_CHECK(keep(vae_decoder_graph(weights, model.vae.root, model.vae.config, latents, dtype)));
    LEMNOS_CHECK(keep(vae_encoder_graph(weights, model.vae.root, model.vae.config, pixels, dtype)));
    if (!model.tiny_vae) return graphs;
    const TinyVaeParts& tiny = *model.tiny_vae;
    LEMNOS_CHECK(keep(tiny_vae_decoder_graph(weights, tiny.decoder_root, tiny.config, latents, dtype)));
    if (tiny.encoder_root.empty()) return graphs;
    LEMNOS_CHECK(keep(tiny_vae_encoder_graph(weights, tiny.encoder_root, tiny.config, pixels, dtype)));
    return graphs;
}

Result<Checkpoint> with_our_names(Checkpoint file) {
    LEMNOS_TRY(file, with_original_names(std::move(file)));
    return with_hugging_face_names(std::move(file));
}

Result<Checkpoint> open_model(const std::filesystem::path& path, const std::filesystem::path& vae) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    LEMNOS_TRY(file, with_our_names(std::move(file)));
    if (vae.empty()) return file;
    LEMNOS_TRY(Checkpoint autoencoder, open_vae(vae));
    return with_vae(std::move(file), std::move(autoencoder));
}

Result<ModelDescription> identify(const Checkpoint& file, const ModelOverrides& overrides) {
    return naming(file, describe(file, overrides));
}

Status check_tensors(const Checkpoint& file, const ModelDescription& model) {
    const CheckpointWeights weights(file);
    auto graphs = naming(file, graphs_of(model, &weights));
    if (!graphs) return std::unexpected(std::move(graphs).error());
    return {};
}

}  // namespace lemnos
