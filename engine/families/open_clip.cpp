// SPDX-License-Identifier: Apache-2.0
#include "families/open_clip.h"

#include <algorithm>
#include <array>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::string_view layers = "transformer.resblocks.";
constexpr std::string_view fused = "attn.in_proj_";

struct Renaming {
    std::string_view from;
    std::string_view to;
};
// Below an encoder's root.
constexpr std::array ends{
    Renaming{"token_embedding.weight", "embeddings.token_embedding.weight"},
    Renaming{"positional_embedding", "embeddings.position_embedding.weight"},
    Renaming{"ln_final.weight", "final_layer_norm.weight"},
    Renaming{"ln_final.bias", "final_layer_norm.bias"},
};
// Below a layer, by their beginning.
constexpr std::array parts{
    Renaming{"ln_1.", "layer_norm1."},
    Renaming{"ln_2.", "layer_norm2."},
    Renaming{"mlp.c_fc.", "mlp.fc1."},
    Renaming{"mlp.c_proj.", "mlp.fc2."},
    Renaming{"attn.out_proj.", "self_attn.out_proj."},
};

// The roots with a dot behind them, where OpenCLIP's first layer stands. Its image encoder, which some files have
// beside the text encoder ("<root>.visual."), is none of ours.
std::vector<std::string> roots_of(const Checkpoint& file) {
    constexpr std::string_view first = "transformer.resblocks.0.attn.in_proj_weight";
    std::vector<std::string> roots;
    for (const TensorInfo& tensor : file.tensors())
        if (tensor.name.ends_with(first)) {
            const std::string root = tensor.name.substr(0, tensor.name.size() - first.size());
            if (!root.ends_with("visual.")) roots.push_back(root);
        }
    return roots;
}

// "<root>encoder.layers.<n>." and what stands behind it.
struct InLayer {
    std::string layer;
    std::string_view part;
};

std::optional<InLayer> in_layer(std::string_view root, std::string_view below) {
    if (!below.starts_with(layers)) return std::nullopt;
    below.remove_prefix(layers.size());
    const std::size_t dot = below.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    return InLayer{fmt::format("{}encoder.layers.{}.", root, below.substr(0, dot)), below.substr(dot + 1)};
}

// Query, key and value lie one below the other.
Status split(const TensorInfo& tensor, const InLayer& place, std::vector<TensorInfo>& to) {
    if (tensor.shape.rank() == 0 || tensor.shape[0] % 3 != 0)
        return bad_file("tensor {} is {}, which is not three projections", in_quotes(tensor.name), tensor.shape.text());
    const std::uint32_t rows = tensor.shape[0] / 3;
    const std::string_view kind = place.part.substr(fused.size());  // "weight" or "bias"
    for (std::uint32_t i = 0; i < 3; ++i)
        to.push_back(
            rows_of(tensor, i * rows, rows, fmt::format("{}self_attn.{}_proj.{}", place.layer, "qkv"[i], kind)));
    return {};
}

Status rename(TensorInfo tensor, std::string_view root, std::vector<TensorInfo>& to) {
    const std::string_view below = std::string_view(tensor.name).substr(root.size());
    std::string name = tensor.name;
    if (const auto place = in_layer(root, below)) {
        if (place->part.starts_with(fused)) return split(tensor, *place, to);
        for (const Renaming& part : parts)
            if (place->part.starts_with(part.from))
                name = fmt::format("{}{}{}", place->layer, part.to, place->part.substr(part.from.size()));
    } else {
        for (const Renaming& end : ends)
            if (below == end.from) name = fmt::format("{}{}", root, end.to);
    }
    tensor.name = std::move(name);
    to.push_back(std::move(tensor));
    return {};
}

}  // namespace

Result<Checkpoint> with_hugging_face_names(Checkpoint file) {
    const std::vector<std::string> roots = roots_of(file);
    if (roots.empty()) return file;
    std::vector<TensorInfo> tensors;
    for (const TensorInfo& tensor : file.tensors()) {
        const auto root = std::ranges::find_if(roots, [&](const auto& one) { return tensor.name.starts_with(one); });
        if (root == roots.end()) {
            tensors.push_back(tensor);
            continue;
        }
        if (const Status status = rename(tensor, *root, tensors); !status)
            return std::unexpected(Error(status.error()).within(file_name(file.path())));
    }
    return std::move(file).with_tensors(std::move(tensors));
}

}  // namespace lemnos
