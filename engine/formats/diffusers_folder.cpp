// SPDX-License-Identifier: Apache-2.0
#include "formats/diffusers_folder.h"

#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "formats/messages.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t largest_json = 64U << 20U;  // bytes; an index names some thousand tensors
constexpr std::size_t most_shards = 1000;

// The networks that the engine knows; a safety checker or an image encoder is not needed.
constexpr std::array<std::string_view, 4> networks{"unet", "vae", "text_encoder", "text_encoder_2"};
// Where a network's weights are looked for, the best first.
constexpr std::array<std::string_view, 10> indices_and_files{
    "diffusion_pytorch_model.safetensors.index.json",
    "model.safetensors.index.json",
    "diffusion_pytorch_model.safetensors",
    "model.safetensors",
    "diffusion_pytorch_model.fp16.safetensors",
    "model.fp16.safetensors",
    "diffusion_pytorch_model.safetensors.index.fp16.json",
    "model.safetensors.index.fp16.json",
    "diffusion_pytorch_model.bin",
    "pytorch_model.bin",
};

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

Result<json> read_json(const fs::path& path) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(path));
    if (file.size() > largest_json)
        return bad_file("{}: has {} bytes, too many for a list", file_name(path), grouped(file.size()));
    std::string text(file.size(), '\0');
    LEMNOS_CHECK(file.read_at(0, std::as_writable_bytes(std::span(text))));
    // Nesting costs stack in some parsers; these files have three levels.
    const json::parser_callback_t shallow = [](int depth, json::parse_event_t, json&) { return depth < 8; };
    json object = json::parse(text, shallow, false);
    if (!object.is_object()) return bad_file("{}: is not a JSON object", file_name(path));
    return object;
}

// A shard lies beside its index: a name with a folder in it would lead to files that the user did not choose.
Status check_shard(std::string_view name) {
    if (name.empty() || name == "." || name == ".." || name.find_first_of("/\\") != std::string_view::npos ||
        name.find('\0') != std::string_view::npos)
        return bad_file("names the shard {}, which is not beside it", in_quotes(name));
    return {};
}

// Tensor -> file.
using WeightMap = std::map<std::string, std::string>;

Result<WeightMap> read_weight_map(const fs::path& index) {
    LEMNOS_TRY(const json object, read_json(index));
    const auto map = object.find("weight_map");
    if (map == object.end() || !map->is_object()) return bad_file("has no weight_map");
    WeightMap weights;
    for (const auto& [tensor, shard] : map->items()) {
        if (!shard.is_string()) return bad_file("gives tensor {} no shard", in_quotes(tensor));
        LEMNOS_CHECK(check_shard(shard.get_ref<const std::string&>()));
        weights.emplace(tensor, shard.get<std::string>());
    }
    return weights;
}

Status check_against_map(const Checkpoint& shard, const std::string& name, const WeightMap& weights) {
    for (const TensorInfo& tensor : shard.tensors()) {
        const auto listed = weights.find(tensor.name);
        if (listed == weights.end())
            return bad_file("does not list tensor {} of shard {}", in_quotes(tensor.name), in_quotes(name));
        if (listed->second != name)
            return bad_file("has tensor {} in shard {}, but {} holds it, too", in_quotes(tensor.name),
                            in_quotes(listed->second), in_quotes(name));
    }
    for (const auto& [tensor, file] : weights)
        if (file == name && shard.find(tensor) == nullptr)
            return bad_file("has tensor {} in shard {}, which does not hold it", in_quotes(tensor), in_quotes(name));
    return {};
}

Result<std::vector<Checkpoint::Part>> read_shards(const fs::path& index, const std::string& prefix) {
    LEMNOS_TRY(const WeightMap weights, read_weight_map(index));
    std::set<std::string> names;
    for (const auto& [tensor, file] : weights) names.insert(file);
    if (names.size() > most_shards) return unsupported("lists {} shards", grouped(names.size()));
    std::vector<Checkpoint::Part> parts;
    for (const std::string& name : names) {
        const fs::path path = index.parent_path() / name;
        if (!is_file(path)) return bad_file("lists the shard {}, which is missing", in_quotes(name));
        LEMNOS_TRY(Checkpoint shard, Checkpoint::open(path));
        LEMNOS_CHECK(check_against_map(shard, name, weights));
        parts.push_back({prefix, std::move(shard)});
    }
    return parts;
}

Result<std::vector<Checkpoint::Part>> read_network(const fs::path& folder, const std::string& prefix) {
    for (const std::string_view name : indices_and_files) {
        const fs::path path = folder / name;
        if (!is_file(path)) continue;
        if (name.ends_with(".json")) return naming(path, read_shards(path, prefix));
        LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
        std::vector<Checkpoint::Part> parts;
        parts.push_back({prefix, std::move(file)});
        return parts;
    }
    return bad_file("{}: holds no weights; looked for {}", file_name(folder), fmt::join(indices_and_files, ", "));
}

Result<std::map<std::string, std::string>> read_metadata(const fs::path& folder) {
    std::map<std::string, std::string> metadata;
    LEMNOS_TRY(const json index, read_json(folder / "model_index.json"));
    if (const auto name = index.find("_class_name"); name != index.end() && name->is_string())
        metadata.emplace("diffusers.class", name->get<std::string>());
    const fs::path scheduler = folder / "scheduler" / "scheduler_config.json";
    if (!is_file(scheduler)) return metadata;
    LEMNOS_TRY(const json config, read_json(scheduler));
    if (const auto type = config.find("prediction_type"); type != config.end() && type->is_string())
        metadata.emplace("modelspec.prediction_type", *type == "v_prediction" ? "v" : type->get<std::string>());
    if (const auto zero = config.find("rescale_betas_zero_snr"); zero != config.end() && *zero == true)
        metadata.emplace("modelspec.zero_terminal_snr", "true");
    return metadata;
}

}  // namespace

Result<Checkpoint> read_diffusers_folder(const fs::path& folder) {
    if (!is_file(folder / "model_index.json"))
        return bad_file("{}: is a folder without model_index.json, so it is no model of diffusers", file_name(folder));
    LEMNOS_TRY(auto metadata, naming(folder, read_metadata(folder)));
    std::vector<Checkpoint::Part> parts;
    for (const std::string_view network : networks) {
        std::error_code ignored;
        const fs::path inside = folder / network;
        if (!fs::is_directory(inside, ignored)) continue;
        LEMNOS_TRY(auto files, naming(folder, read_network(inside, fmt::format("{}.", network))));
        std::ranges::move(files, std::back_inserter(parts));
    }
    if (parts.empty())
        return bad_file("{}: holds none of the folders {}", file_name(folder), fmt::join(networks, ", "));
    return Checkpoint::join(folder, "diffusers", std::move(metadata), std::move(parts));
}

}  // namespace lemnos
