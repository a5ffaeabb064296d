// SPDX-License-Identifier: Apache-2.0
#include "nn/lora_file.h"

#include <array>
#include <optional>

#include "formats/messages.h"
#include "nn/lora_change.h"

namespace lemnos {
namespace {

struct Ending {
    std::string_view text;
    LoraRole role;
};

// How the roles are written; the first that fits counts, so the longer stand before those they end with.
constexpr std::array endings{
    Ending{".lora_linear_layer.down.weight", LoraRole::down},
    Ending{".lora_linear_layer.up.weight", LoraRole::up},
    Ending{".lora_A.default.weight", LoraRole::down},
    Ending{".lora_B.default.weight", LoraRole::up},
    Ending{".lora_magnitude_vector.default.weight", LoraRole::magnitude},
    Ending{".lora_magnitude_vector.weight", LoraRole::magnitude},
    Ending{".lora_magnitude_vector", LoraRole::magnitude},
    Ending{".lora_A.weight", LoraRole::down},
    Ending{".lora_B.weight", LoraRole::up},
    Ending{".lora.down.weight", LoraRole::down},
    Ending{".lora.up.weight", LoraRole::up},
    Ending{".lora_down.weight", LoraRole::down},
    Ending{".lora_up.weight", LoraRole::up},
    Ending{".lora_mid.weight", LoraRole::mid},
    Ending{"_lora.down.weight", LoraRole::down},
    Ending{"_lora.up.weight", LoraRole::up},
    Ending{".alpha", LoraRole::alpha},
    Ending{".dora_scale", LoraRole::magnitude},
    Ending{".hada_w1_a", LoraRole::w1_a},
    Ending{".hada_w1_b", LoraRole::w1_b},
    Ending{".hada_w2_a", LoraRole::w2_a},
    Ending{".hada_w2_b", LoraRole::w2_b},
    Ending{".hada_t1", LoraRole::t1},
    Ending{".hada_t2", LoraRole::t2},
    Ending{".lokr_w1_a", LoraRole::w1_a},
    Ending{".lokr_w1_b", LoraRole::w1_b},
    Ending{".lokr_w2_a", LoraRole::w2_a},
    Ending{".lokr_w2_b", LoraRole::w2_b},
    Ending{".lokr_w1", LoraRole::w1},
    Ending{".lokr_w2", LoraRole::w2},
    Ending{".lokr_t2", LoraRole::t2},
    Ending{".diff", LoraRole::difference},
    Ending{".diff_b", LoraRole::bias_difference},
};

const Ending* ending_of(std::string_view name) {
    for (const Ending& ending : endings)
        if (name.size() > ending.text.size() && name.ends_with(ending.text)) return &ending;
    return nullptr;
}

template <typename T>
Result<T> naming(const LoraFile& file, const LoraLayer& layer, Result<T> result) {
    if (!result)
        return std::unexpected(
            std::move(result).error().within("layer " + in_quotes(layer.key)).within(file_name(file.path())));
    return result;
}

}  // namespace

Result<LoraFile> LoraFile::open(const std::filesystem::path& path) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    return read(std::move(file));
}

Result<LoraFile> LoraFile::read(Checkpoint checkpoint) {
    LoraFile file(std::move(checkpoint));
    std::map<std::string, LoraLayer, std::less<>> layers;
    for (const TensorInfo& tensor : file.m_file.tensors()) {
        const Ending* ending = ending_of(tensor.name);
        if (ending == nullptr) continue;
        const std::string key = tensor.name.substr(0, tensor.name.size() - ending->text.size());
        LoraLayer& layer = layers.try_emplace(key, LoraLayer{key, {}}).first->second;
        if (!layer.parts.emplace(ending->role, tensor).second)
            return bad_file("{}: layer {} has two tensors of one kind: {} and {}", file_name(file.path()),
                            in_quotes(key), in_quotes(layer.parts.at(ending->role).name), in_quotes(tensor.name));
    }
    if (layers.empty())
        return unsupported("{}: changes no layer that this version knows; it is no LoRA", file_name(file.path()));
    for (auto& [key, layer] : layers) file.m_layers.push_back(std::move(layer));
    return file;
}

Status LoraFile::add_to_weight(const LoraLayer& layer, double strength, HostTensor& weight) const {
    return naming(*this, layer, add_change(m_file, layer, strength, weight));
}

Status LoraFile::add_to_bias(const LoraLayer& layer, double strength, HostTensor& bias) const {
    return naming(*this, layer, add_bias_change(m_file, layer, strength, bias));
}

}  // namespace lemnos
