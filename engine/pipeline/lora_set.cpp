// SPDX-License-Identifier: Apache-2.0
#include "pipeline/lora_set.h"

#include <algorithm>

#include "formats/messages.h"
#include "pipeline/addon_files.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) text += (i == 0 ? "" : ", ") + in_quotes(names[i]);
    return names.size() > shown ? text + ", ..." : text;
}

}  // namespace

Result<const LoraSet::Opened*> LoraSet::open(const fs::path& path) {
    std::error_code failed;
    const auto written = fs::last_write_time(path, failed);
    const auto known = std::ranges::find(m_opened, path, [](const auto& one) { return one->path; });
    if (known != m_opened.end()) {
        if ((*known)->written == written) return known->get();
        m_opened.erase(known);
    }
    LEMNOS_TRY(LoraFile file, LoraFile::open(path));
    auto opened = std::make_unique<Opened>(Opened{path, written, std::make_unique<LoraFile>(std::move(file)), {}});
    opened->targets = find_lora_targets(*opened->file, m_model, m_roots);
    if (opened->targets.layers.empty())
        return unsupported("{}: none of its {} layers is one of this model's ({}); it was made for another model",
                           file_name(path), opened->file->layers().size(), some_of(opened->targets.unmatched));
    m_opened.push_back(std::move(opened));
    return m_opened.back().get();
}

Result<LoraSet::Outcome> LoraSet::changes_of(const std::vector<LoraUse>& uses) {
    Outcome outcome;
    for (const LoraUse& use : uses) {
        LEMNOS_TRY(const fs::path path, find_addon(lora_files, use.file, m_model.path()));
        LEMNOS_TRY(const Opened* opened, open(path));
        for (const auto& [weight, layer] : opened->targets.layers) {
            const bool is_unet = weight.starts_with(m_roots.unet + ".");
            const double strength = is_unet ? use.unet_weight : use.text_weight;
            if (strength == 0) continue;
            const LoraFile* file = opened->file.get();
            outcome.changes[weight].push_back([file, layer = layer, strength](HostTensor& numbers) {
                return file->add_to_weight(*layer, strength, numbers);
            });
            if (!layer->parts.contains(LoraRole::bias_difference)) continue;
            const std::string bias = weight.substr(0, weight.size() - std::string_view("weight").size()) + "bias";
            if (m_model.find(bias) == nullptr) continue;
            outcome.changes[bias].push_back([file, layer = layer, strength](HostTensor& numbers) {
                return file->add_to_bias(*layer, strength, numbers);
            });
        }
        if (!opened->targets.unmatched.empty())
            outcome.notes.push_back(fmt::format("{}: {} of its {} layers are none of this model's: {}.",
                                                file_name(path), opened->targets.unmatched.size(),
                                                opened->file->layers().size(), some_of(opened->targets.unmatched)));
    }
    return outcome;
}

}  // namespace lemnos
