// SPDX-License-Identifier: Apache-2.0
#include "families/lora_names.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "families/diffusers_names.h"

namespace lemnos {
namespace {

constexpr std::string_view weight_ending = ".weight";

std::string with_underscores(std::string name) {
    std::ranges::replace(name, '.', '_');
    return name;
}

// key in a LoRA file -> weight of the model
using Table = std::unordered_map<std::string, std::string>;

// Every way in which a module of the UNet is called under one of its paths.
void add_unet_keys(Table& table, const std::string& path, const std::string& weight) {
    const std::string flat = with_underscores(path);
    for (const char* prefix : {"lora_unet_", "lycoris_unet_", "lycoris_"}) table.emplace(prefix + flat, weight);
    for (const char* prefix :
         {"unet.", "diffusion_model.", "model.diffusion_model.", "base_model.model.", "base_model.model.unet.", ""})
        table.emplace(prefix + path, weight);
    // The attention processors of early diffusers: "attn1.processor.to_out" is the layer "attn1.to_out.0".
    const std::size_t part = path.rfind(".to_");
    if (part == std::string::npos) return;
    std::string name = path.substr(part);
    if (name.ends_with(".0")) name.resize(name.size() - 2);
    table.emplace("unet." + path.substr(0, part) + ".processor" + name, weight);
}

std::string translated(const std::vector<ModuleNames>& pairs, const std::string& path) {
    for (const ModuleNames& pair : pairs) {
        if (!path.starts_with(pair.ours)) continue;
        if (path.size() == pair.ours.size()) return pair.theirs;
        if (path[pair.ours.size()] == '.') return pair.theirs + path.substr(pair.ours.size());
    }
    return {};
}

void add_unet(Table& table, const Checkpoint& model, const std::string& root) {
    const std::vector<ModuleNames> pairs = unet_module_names(model, root, NamedAs::ours);
    for (const TensorInfo& tensor : model.tensors()) {
        if (!tensor.name.starts_with(root + ".") || !tensor.name.ends_with(weight_ending)) continue;
        const std::string path =
            tensor.name.substr(root.size() + 1, tensor.name.size() - root.size() - 1 - weight_ending.size());
        add_unet_keys(table, path, tensor.name);
        if (const std::string theirs = translated(pairs, path); !theirs.empty())
            add_unet_keys(table, theirs, tensor.name);
    }
}

void add_text(Table& table, const Checkpoint& model, const std::string& root, std::size_t index, bool is_only) {
    for (const TensorInfo& tensor : model.tensors()) {
        if (!tensor.name.starts_with(root + ".") || !tensor.name.ends_with(weight_ending)) continue;
        std::string path =
            tensor.name.substr(root.size() + 1, tensor.name.size() - root.size() - 1 - weight_ending.size());
        if (path != "text_projection") path = "text_model." + path;
        const std::string number = std::to_string(index + 1);
        const std::string flat = with_underscores(path);
        table.emplace("lora_te" + number + "_" + flat, tensor.name);
        table.emplace((index == 0 ? "text_encoder." : "text_encoder_" + number + ".") + path, tensor.name);
        const std::string clip = index == 0 ? "clip_l" : "clip_g";
        table.emplace("text_encoders." + clip + ".transformer." + path, tensor.name);
        if (is_only) table.emplace("lora_te_" + flat, tensor.name);
    }
}

}  // namespace

LoraTargets find_lora_targets(const LoraFile& lora, const Checkpoint& model, const LoraRoots& roots) {
    Table table;
    add_unet(table, model, roots.unet);
    for (std::size_t i = 0; i < roots.text.size(); ++i)
        add_text(table, model, roots.text[i], i, roots.text.size() == 1);
    LoraTargets targets;
    for (const LoraLayer& layer : lora.layers()) {
        const auto weight = table.find(layer.key);
        if (weight == table.end())
            targets.unmatched.push_back(layer.key);
        else if (!targets.layers.emplace(weight->second, &layer).second)
            targets.unmatched.push_back(layer.key);  // a second name for a layer that has one
    }
    return targets;
}

}  // namespace lemnos
