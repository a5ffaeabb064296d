// SPDX-License-Identifier: Apache-2.0
#include "families/diffusers_model.h"

#include <algorithm>
#include <map>

#include "families/diffusers_names.h"

namespace lemnos {
namespace {

constexpr std::uint32_t open_clip_width = 1024;  // of Stable Diffusion 2's text encoder

// A root of diffusers, with its dot, and where its tensors go.
struct Network {
    std::string from;
    std::string to;
    std::map<std::string, std::string, std::less<>> modules;  // theirs -> ours; of text encoders empty
};

std::map<std::string, std::string, std::less<>> by_theirs(std::vector<ModuleNames> pairs) {
    std::map<std::string, std::string, std::less<>> modules;
    for (ModuleNames& pair : pairs) modules.emplace(std::move(pair.theirs), std::move(pair.ours));
    return modules;
}

// Transformers of different age do and do not put "text_model." into the names.
std::string_view without_text_model(std::string_view name) {
    constexpr std::string_view middle = "text_model.";
    if (name.starts_with(middle)) name.remove_prefix(middle.size());
    return name;
}

std::uint32_t text_width(const Checkpoint& file, const std::string& root) {
    for (const TensorInfo& tensor : file.tensors())
        if (tensor.name.starts_with(root) && tensor.name.ends_with("token_embedding.weight"))
            return tensor.shape.channels();
    return 0;
}

Network vae_network(const Checkpoint& file) {
    return {"vae.", "first_stage_model.", by_theirs(vae_module_names(file, "vae", NamedAs::theirs))};
}

std::vector<Network> networks_of(const Checkpoint& file) {
    std::vector<Network> networks;
    networks.push_back(
        {"unet.", "model.diffusion_model.", by_theirs(unet_module_names(file, "unet", NamedAs::theirs))});
    networks.push_back(vae_network(file));
    if (text_width(file, "text_encoder_2.") > 0) {
        networks.push_back({"text_encoder.", "conditioner.embedders.0.transformer.text_model.", {}});
        networks.push_back({"text_encoder_2.", "conditioner.embedders.1.model.", {}});
    } else {
        const bool is_open_clip = text_width(file, "text_encoder.") == open_clip_width;
        networks.push_back({"text_encoder.",
                            is_open_clip ? "cond_stage_model.model." : "cond_stage_model.transformer.text_model.",
                            {}});
    }
    return networks;
}

std::string name_in(const Network& network, std::string_view name) {
    if (network.modules.empty()) return network.to + std::string(without_text_model(name));
    // The longest module that the name stands below.
    for (std::size_t dot = name.rfind('.'); dot != std::string_view::npos; dot = name.rfind('.', dot - 1)) {
        const auto module = network.modules.find(name.substr(0, dot));
        if (module != network.modules.end()) return fmt::format("{}{}{}", network.to, module->second, name.substr(dot));
        if (dot == 0) break;
    }
    return {};
}

Result<Checkpoint> renamed(Checkpoint file, const std::vector<Network>& networks) {
    std::vector<TensorInfo> tensors = file.tensors();
    for (TensorInfo& tensor : tensors) {
        const auto network =
            std::ranges::find_if(networks, [&](const Network& one) { return tensor.name.starts_with(one.from); });
        if (network == networks.end()) continue;
        std::string name = name_in(*network, std::string_view(tensor.name).substr(network->from.size()));
        if (!name.empty()) tensor.name = std::move(name);
    }
    return std::move(file).with_tensors(std::move(tensors));
}

}  // namespace

Result<Checkpoint> with_original_names(Checkpoint file) {
    if (file.find("unet.conv_in.weight") == nullptr) return file;
    const std::vector<Network> networks = networks_of(file);
    return renamed(std::move(file), networks);
}

Result<Checkpoint> with_original_vae_names(Checkpoint file) {
    const std::vector<Network> networks{vae_network(file)};
    return renamed(std::move(file), networks);
}

}  // namespace lemnos
