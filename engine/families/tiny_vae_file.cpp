// SPDX-License-Identifier: Apache-2.0
#include "families/tiny_vae_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "families/joined_files.h"
#include "families/shapes.h"
#include "formats/messages.h"
#include "nn/weight_cache.h"

namespace lemnos {
namespace {

constexpr const char* decoder_root = "taesd_decoder";
constexpr std::array prefixes{"", "decoder.", "taesd_decoder.", "decoder.layers."};

bool takes_latents(const TensorInfo* weight, const LatentFormat& latents) {
    return weight != nullptr && weight->shape.rank() == 4 && weight->shape[1] == latents.channels;
}

// How a file calls the decoder's layers. The authors count the clamp at its beginning, diffusers does not.
struct Numbering {
    std::string prefix;
    std::uint32_t offset = 0;  // from its numbers to ours
};

std::optional<Numbering> numbering_of(const Checkpoint& file, const LatentFormat& latents) {
    for (const std::string prefix : prefixes)
        for (const std::uint32_t first : {1U, 0U})
            if (takes_latents(file.find(fmt::format("{}{}.weight", prefix, first)), latents))
                return Numbering{prefix, 1 - first};
    return std::nullopt;
}

// "0.weight" -> "taesd_decoder.1.weight"; empty for what is no layer of the decoder.
std::string our_name(std::string_view name, const Numbering& numbering) {
    if (!name.starts_with(numbering.prefix)) return {};
    name.remove_prefix(numbering.prefix.size());
    std::uint32_t layer = 0;
    const auto [rest, error] = std::from_chars(name.data(), name.data() + name.size(), layer);
    if (error != std::errc() || rest == name.data() + name.size() || *rest != '.') return {};
    name.remove_prefix(static_cast<std::size_t>(rest - name.data()));
    return fmt::format("{}.{}{}", decoder_root, layer + numbering.offset, name);
}

Status check_graph(const Checkpoint& file, const TinyVaeConfig& config) {
    const CheckpointWeights weights(file);
    const PictureSize latents{.batch = 1, .height = 8, .width = 8};
    LEMNOS_CHECK(tiny_vae_decoder_graph(&weights, decoder_root, config, latents, DType::f16));
    return {};
}

}  // namespace

Result<Checkpoint> open_tiny_decoder(const std::filesystem::path& path, const LatentFormat& latents) {
    LEMNOS_TRY(Checkpoint file, Checkpoint::open(path));
    const std::optional<Numbering> numbering = numbering_of(file, latents);
    if (!numbering)
        return unsupported("{}: is no tiny decoder of latents with {} channels", file_name(path), latents.channels);
    std::vector<TensorInfo> tensors = file.tensors();
    for (TensorInfo& tensor : tensors) tensor.name = our_name(tensor.name, *numbering);
    std::erase_if(tensors, [](const TensorInfo& tensor) { return tensor.name.empty(); });
    LEMNOS_TRY(file, std::move(file).with_tensors(std::move(tensors)));
    const auto parts = tiny_vae_from_shapes(file);
    if (!parts) return unsupported("{}: is no tiny decoder", file_name(path));
    LEMNOS_CHECK(naming(path, check_graph(file, parts->config)));
    return file;
}

Result<Checkpoint> with_tiny_decoder(Checkpoint model, Checkpoint decoder, ModelDescription& description) {
    LEMNOS_TRY(Checkpoint joined, with_network(std::move(model), decoder_root, std::move(decoder)));
    description.tiny_vae = tiny_vae_from_shapes(joined);
    return joined;
}

}  // namespace lemnos
