// SPDX-License-Identifier: Apache-2.0
#include "families/shapes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lemnos {
namespace {

// Extents of weights below one root; a missing tensor or axis reads as 0.
class Shapes {
public:
    Shapes(const Checkpoint& file, std::string root) : m_file(file), m_root(std::move(root)) {}

    bool has(const std::string& name) const { return m_file.find(m_root + "." + name) != nullptr; }
    std::uint32_t extent(const std::string& name, std::size_t axis) const {
        const TensorInfo* tensor = m_file.find(m_root + "." + name);
        return tensor != nullptr && axis < tensor->shape.rank() ? tensor->shape[axis] : 0;
    }
    /// Whether there is any tensor whose name begins so.
    bool has_any(const std::string& begin) const {
        const std::string whole = m_root + "." + begin;
        return std::ranges::any_of(m_file.tensors(), [&](const TensorInfo& t) { return t.name.starts_with(whole); });
    }
    /// An extent that the configuration cannot do without.
    Result<std::uint32_t> need(const std::string& name, std::size_t axis) const {
        LEMNOS_TRY(const TensorInfo* tensor, m_file.require(m_root + "." + name));
        if (axis >= tensor->shape.rank() || tensor->shape[axis] == 0)
            return bad_file("tensor \"{}\" is {}", tensor->name, tensor->shape.text());
        return tensor->shape[axis];
    }
    /// How many of "<before>0<after>", "<before>1<after>", ... there are.
    std::uint32_t count(const std::string& before, const std::string& after) const {
        std::uint32_t n = 0;
        while (has(fmt::format("{}{}{}", before, n, after))) ++n;
        return n;
    }

    /// One more than the largest n of "<before>n.", whatever is missing below it; numbers beyond `most` do not count.
    std::uint32_t numbered(const std::string& before, std::uint32_t most) const {
        const std::string whole = m_root + "." + before;
        std::uint32_t count = 0;
        for (const TensorInfo& tensor : m_file.tensors()) {
            if (!tensor.name.starts_with(whole)) continue;
            std::uint32_t n = 0;
            std::from_chars(tensor.name.data() + whole.size(), tensor.name.data() + tensor.name.size(), n);
            if (n < most) count = std::max(count, n + 1);
        }
        return count;
    }

private:
    const Checkpoint& m_file;
    std::string m_root;
};

std::uint32_t transformer_depth(const Shapes& shapes, const std::string& block) {
    return shapes.count(block + ".1.transformer_blocks.", ".attn1.to_q.weight");
}

// A level of the way down: residual blocks of one width.
struct Level {
    std::uint32_t channels = 0;
    std::uint32_t blocks = 0;
};

Result<std::vector<Level>> levels_of(const Shapes& shapes, std::vector<std::uint32_t>& depths) {
    std::vector<Level> levels(1);
    for (std::uint32_t n = 1; shapes.has_any(fmt::format("input_blocks.{}.", n)); ++n) {
        const std::string block = "input_blocks." + std::to_string(n);
        if (shapes.has(block + ".0.op.weight")) {
            levels.emplace_back();
            continue;
        }
        LEMNOS_TRY(levels.back().channels, shapes.need(block + ".0.in_layers.2.weight", 0));
        levels.back().blocks += 1;
        depths.push_back(transformer_depth(shapes, block));
    }
    return levels;
}

MiddleBlock middle_of(const Shapes& shapes) {
    if (shapes.has_any("middle_block.1.") || shapes.has_any("middle_block.2.")) return MiddleBlock::attending;
    return shapes.has_any("middle_block.") ? MiddleBlock::residual : MiddleBlock::none;
}

// The text's width as the first transformer sees it.
std::uint32_t context_of(const Shapes& shapes) {
    for (std::uint32_t n = 1; shapes.has_any(fmt::format("input_blocks.{}.", n)); ++n)
        if (const std::uint32_t width =
                shapes.extent(fmt::format("input_blocks.{}.1.transformer_blocks.0.attn2.to_k.weight", n), 1))
            return width;
    return shapes.extent("middle_block.1.transformer_blocks.0.attn2.to_k.weight", 1);
}

// The text encoders of real models by their width. With fewer layers a file is a part of one, and says nothing of it.
// Of OpenCLIP-H the last layer is often left out, because nothing reads it.
struct KnownLayers {
    std::uint32_t hidden_size, layers;
};
constexpr std::array known_layers{KnownLayers{768, 12}, KnownLayers{1024, 23}, KnownLayers{1280, 32}};
constexpr std::uint32_t most_layers = 128;

Status check_layers(const std::string& root, const ClipTextConfig& config) {
    for (const KnownLayers& known : known_layers)
        if (config.hidden_size == known.hidden_size && config.layers < known.layers)
            return bad_file("the text encoder \"{}\" has {} of its {} layers", root, config.layers, known.layers);
    return {};
}

}  // namespace

Result<UNetConfig> unet_from_shapes(const Checkpoint& file, const std::string& root, Heads heads) {
    const Shapes shapes(file, root);
    UNetConfig config;
    config.heads = heads;
    LEMNOS_TRY(config.model_channels, shapes.need("input_blocks.0.0.weight", 0));
    LEMNOS_TRY(config.in_channels, shapes.need("input_blocks.0.0.weight", 1));
    LEMNOS_TRY(config.out_channels, shapes.need("out.2.weight", 0));
    config.depths = {};
    LEMNOS_TRY(const std::vector<Level> levels, levels_of(shapes, config.depths.in));
    config.num_res_blocks = levels.front().blocks;
    config.channel_mult.clear();
    for (const Level& level : levels) {
        if (level.blocks == 0 || level.blocks != config.num_res_blocks)
            return bad_file("{}.input_blocks has {} residual blocks on a level where {} are expected", root,
                            level.blocks, config.num_res_blocks);
        if (level.channels % config.model_channels != 0)
            return unsupported("{}.input_blocks has a level of {} channels, no multiple of {}", root, level.channels,
                               config.model_channels);
        config.channel_mult.push_back(level.channels / config.model_channels);
    }
    for (std::size_t n = 0; n < config.levels() * (config.num_res_blocks + 1); ++n)
        config.depths.out.push_back(transformer_depth(shapes, fmt::format("output_blocks.{}", n)));
    config.depths.middle = transformer_depth(shapes, "middle_block");
    config.middle = middle_of(shapes);
    config.context_dim = context_of(shapes);
    config.adm_in_channels = shapes.extent("label_emb.0.0.weight", 1);
    if (config.context_dim == 0) return unsupported("{} has no cross-attention to a text", root);
    return config;
}

Result<VaeConfig> vae_from_shapes(const Checkpoint& file, const std::string& root) {
    const Shapes shapes(file, root);
    VaeConfig config;
    LEMNOS_TRY(config.z_channels, shapes.need("decoder.conv_in.weight", 1));
    LEMNOS_TRY(config.ch, shapes.need("encoder.conv_in.weight", 0));
    config.num_res_blocks = shapes.count("encoder.down.0.block.", ".conv1.weight");
    config.ch_mult.clear();
    const std::uint32_t levels = shapes.count("encoder.down.", ".block.0.conv1.weight");
    for (std::uint32_t level = 0; level < levels; ++level) {
        const std::uint32_t channels = shapes.extent(fmt::format("encoder.down.{}.block.0.conv1.weight", level), 0);
        if (channels % config.ch != 0 || channels == 0)
            return unsupported("{}.encoder.down.{} has {} channels, no multiple of {}", root, level, channels,
                               config.ch);
        config.ch_mult.push_back(channels / config.ch);
    }
    if (levels == 0 || levels > 6) return bad_file("{}.encoder has {} levels", root, levels);
    return config;
}

Result<ClipTextConfig> clip_text_from_shapes(const Checkpoint& file, const std::string& root,
                                             std::uint32_t head_channels) {
    const Shapes shapes(file, root);
    ClipTextConfig config;
    LEMNOS_TRY(config.vocab_size, shapes.need("embeddings.token_embedding.weight", 0));
    LEMNOS_TRY(config.hidden_size, shapes.need("embeddings.token_embedding.weight", 1));
    LEMNOS_TRY(config.max_length, shapes.need("embeddings.position_embedding.weight", 0));
    LEMNOS_TRY(config.intermediate_size, shapes.need("encoder.layers.0.mlp.fc1.weight", 0));
    config.layers = shapes.numbered("encoder.layers.", most_layers);
    LEMNOS_CHECK(check_layers(root, config));
    config.heads = std::max(config.hidden_size / head_channels, 1U);
    return config;
}

Status pool_from_shapes(const Checkpoint& file, const std::string& root, ClipTextConfig& config) {
    const Shapes shapes(file, root);
    const bool is_transposed = shapes.has("text_projection.weight");
    config.pooled = is_transposed ? Pooled::transposed : Pooled::plain;
    LEMNOS_TRY(config.projection_size,
               shapes.need(is_transposed ? "text_projection.weight" : "text_projection", is_transposed ? 0 : 1));
    return {};
}

std::optional<TinyVaeParts> tiny_vae_from_shapes(const Checkpoint& file) {
    const Shapes shapes(file, "taesd_decoder");
    const bool has_encoder = Shapes(file, "taesd_encoder").has("0.weight");
    TinyVaeParts parts{{}, has_encoder ? "taesd_encoder" : "", "taesd_decoder"};
    parts.config.channels = shapes.extent("1.weight", 0);
    parts.config.z_channels = shapes.extent("1.weight", 1);
    if (parts.config.channels == 0 || parts.config.z_channels == 0) return std::nullopt;
    return parts;
}

}  // namespace lemnos
