// SPDX-License-Identifier: Apache-2.0
#include "families/model_file.h"

#include <algorithm>
#include <array>

#include "families/facts.h"
#include "families/word_file.h"
#include "formats/messages.h"
#include "nn/lora_file.h"

namespace lemnos {
namespace {

// What a text encoder says per token; autoencoders and pictures have no such width.
struct Width {
    std::uint32_t numbers;
    std::string_view family;
};
constexpr std::array text_widths{Width{768, "sd1"}, Width{1024, "sd2"}, Width{1280, "sdxl"}};
constexpr std::array context_widths{Width{768, "sd1"}, Width{1024, "sd2"}, Width{2048, "sdxl"}};

std::string family_of_width(std::span<const Width> widths, std::uint32_t numbers) {
    const auto found = std::ranges::find(widths, numbers, &Width::numbers);
    return found == widths.end() ? std::string() : std::string(found->family);
}

// Families as the metadata of training programs call them, the longer before those they begin with.
struct MetadataName {
    std::string_view text;
    std::string_view family;
};
constexpr std::array metadata_names{
    MetadataName{"sdxl", "sdxl"}, MetadataName{"stable-diffusion-xl", "sdxl"},
    MetadataName{"sd_v1", "sd1"}, MetadataName{"stable-diffusion-v1", "sd1"},
    MetadataName{"sd_v2", "sd2"}, MetadataName{"stable-diffusion-v2", "sd2"},
};

std::string family_in_metadata(const Checkpoint& file) {
    for (const char* key : {"ss_base_model_version", "modelspec.architecture"}) {
        const auto text = file.metadata().find(key);
        if (text == file.metadata().end()) continue;
        for (const MetadataName& name : metadata_names)
            if (text->second.starts_with(name.text)) return std::string(name.family);
    }
    return {};
}

// Nothing but vectors may be many things; learned words are as wide as what a text encoder says.
bool teaches_words(const Checkpoint& file) {
    const WordTensors words = learned_words(file);
    return !words.tensors.empty() &&
           (words.are_named || std::ranges::none_of(words.tensors, [](const TensorInfo* word) {
                return family_of_width(text_widths, word->shape.channels()).empty();
            }));
}

// The widest of them: words for two encoders have a half that fits a smaller family, too.
std::string family_of_words(const Checkpoint& file) {
    std::uint32_t widest = 0;
    for (const TensorInfo* word : learned_words(file).tensors) widest = std::max(widest, word->shape.channels());
    return family_of_width(text_widths, widest);
}

bool is_tiny_vae(const Checkpoint& file) {
    const auto has = [&](const std::string& name, std::uint32_t in) {
        const TensorInfo* tensor = file.find(name);
        return tensor != nullptr && tensor->shape.rank() == 4 && tensor->shape[1] == in;
    };
    constexpr std::uint32_t latents = 4;
    constexpr std::uint32_t colors = 3;
    for (const std::string prefix : {"", "decoder.", "taesd_decoder.", "decoder.layers."})
        if (has(prefix + "0.weight", latents) || has(prefix + "1.weight", latents)) return true;
    for (const std::string prefix : {"", "encoder.", "taesd_encoder.", "encoder.layers."})
        if (has(prefix + "0.weight", colors)) return true;
    return false;
}

// Alone a scale means nothing: other networks have tensors of that name, too.
bool changes_something(const LoraFile& lora) {
    return std::ranges::any_of(lora.layers(), [](const LoraLayer& layer) {
        const auto has = [&](LoraRole role) { return layer.parts.contains(role); };
        return (has(LoraRole::up) && has(LoraRole::down)) || has(LoraRole::w1) || has(LoraRole::w1_a) ||
               has(LoraRole::difference);
    });
}

void call_vae(const Checkpoint& file, ModelFile& found) {
    found.kind = ModelKind::vae;
    const std::uint32_t known = stable_diffusion_latent().channels;
    for (const char* name : {"decoder.conv_in.weight", "first_stage_model.decoder.conv_in.weight"})
        if (const TensorInfo* tensor = file.find(name); tensor != nullptr && tensor->shape.rank() == 4)
            if (tensor->shape[1] != known)
                found.problem =
                    Error{ErrorKind::unsupported,
                          fmt::format("{}: an autoencoder of {} channels; the models that this version runs "
                                      "have {}",
                                      file_name(found.path), tensor->shape[1], known),
                          {}};
}

// Of files that no family recognises. Takes the file, because a LoRA keeps its own.
void call_by_content(Checkpoint file, Error not_a_model, ModelFile& found) {
    if (teaches_words(file)) {
        found.kind = ModelKind::embedding;
    } else if (is_tiny_vae(file)) {
        found.kind = ModelKind::vae;
        found.variant = "tiny";
    } else if (file.find("decoder.conv_in.weight") != nullptr) {
        call_vae(file, found);
    } else if (const Stranger* stranger = find_stranger(file); stranger != nullptr) {
        found.kind = stranger->kind;
        if (found.kind == ModelKind::vae) call_vae(file, found);
        if (found.kind == ModelKind::checkpoint || found.kind == ModelKind::unknown)
            found.problem = std::move(not_a_model);
    } else {
        found.problem = std::move(not_a_model);
    }
    if (found.kind == ModelKind::embedding || found.kind == ModelKind::lora) found.family = family_of_addon(file);
    if (found.kind != ModelKind::unknown) return;
    const std::string family = family_of_addon(file);
    const Result<LoraFile> lora = LoraFile::read(std::move(file));
    if (!lora || !changes_something(*lora)) return;
    found.kind = ModelKind::lora;
    found.family = family;
    found.problem.reset();
}

void call_model(Checkpoint file, ModelFile& found) {
    Result<ModelDescription> model = identify(file);
    if (model) {
        found.kind = ModelKind::checkpoint;
        found.family = model->family;
        found.variant = model->variant;
        return;
    }
    for (const Family& family : families())
        if (family.recognises(file)) {  // and something in it is wrong
            found.kind = ModelKind::checkpoint;
            found.family = family.id;
            found.problem = std::move(model).error();
            return;
        }
    call_by_content(std::move(file), std::move(model).error(), found);
}

}  // namespace

std::string_view name_of(ModelKind kind) {
    switch (kind) {
        case ModelKind::checkpoint: return "checkpoint";
        case ModelKind::lora: return "LoRA";
        case ModelKind::vae: return "VAE";
        case ModelKind::embedding: return "embedding";
        case ModelKind::unknown: break;
    }
    return "unknown";
}

std::string family_of_addon(const Checkpoint& file) {
    if (teaches_words(file)) return family_of_words(file);
    for (const TensorInfo& tensor : file.tensors()) {
        const bool is_key = tensor.name.contains("attn2_to_k") || tensor.name.contains("attn2.to_k") ||
                            tensor.name.contains("attn2.processor.to_k");
        const bool is_input =
            tensor.name.contains("down") || tensor.name.contains("lora_A") || tensor.name.ends_with("hada_w1_b");
        // "down_blocks" is in the names of both factors, so the rank must not be taken for the width.
        if (!is_key || !is_input || tensor.shape.rank() < 2) continue;
        if (std::string family = family_of_width(context_widths, tensor.shape[1]); !family.empty()) return family;
    }
    return family_in_metadata(file);
}

ModelFile identify_file(const std::filesystem::path& path) {
    ModelFile found;
    found.path = path;
    Result<Checkpoint> file = Checkpoint::open(path);
    if (!file) {
        found.problem = std::move(file).error();
        return found;
    }
    found.format = file->format();
    Result<Checkpoint> renamed = with_our_names(std::move(*file));
    if (renamed)
        call_model(std::move(*renamed), found);
    else
        found.problem = std::move(renamed).error();
    return found;
}

}  // namespace lemnos
