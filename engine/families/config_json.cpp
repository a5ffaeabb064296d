// SPDX-License-Identifier: Apache-2.0
#include "families/config_json.h"

#include <algorithm>
#include <array>

#include "formats/messages.h"

namespace lemnos {
namespace {

using nlohmann::json;

constexpr std::uint32_t most = 1U << 20U;  // no width or count of a real network comes near
constexpr std::uint32_t most_res_blocks = 16;

std::unexpected<Error> wrong(const std::string& field, const char* expected) {
    return bad_file("metadata \"{}\": field \"{}\" must be {}", config_key, field, expected);
}

// One object of the configuration; its readers keep the first error and leave absent fields as they are.
class Reader {
public:
    Reader(const json& parent, const std::string& name) : m_name(name) {
        const auto found = parent.find(name);
        if (found == parent.end()) return;
        if (found->is_object())
            m_object = &*found;
        else
            m_status = wrong(name, "an object");
    }

    void read(const char* key, std::uint32_t& to) {
        if (const json* value = find(key)) {
            if (!value->is_number_unsigned() || value->get<std::uint64_t>() > most)
                fail(key, "a whole number");
            else
                to = value->get<std::uint32_t>();
        }
    }
    void read(const char* key, double& to) {
        if (const json* value = find(key)) {
            if (!value->is_number())
                fail(key, "a number");
            else
                to = value->get<double>();
        }
    }
    void read(const char* key, std::string& to) {
        if (const json* value = find(key)) {
            if (!value->is_string())
                fail(key, "text");
            else
                to = value->get<std::string>();
        }
    }
    void read(const char* key, std::vector<std::uint32_t>& to) {
        const json* value = find(key);
        if (value == nullptr) return;
        std::vector<std::uint32_t> numbers;
        if (value->is_array() && !value->empty() && value->size() <= 8)
            for (const json& number : *value)
                if (number.is_number_unsigned() && number.get<std::uint64_t>() <= most)
                    numbers.push_back(number.get<std::uint32_t>());
        if (numbers.empty() || numbers.size() != value->size()) return fail(key, "a list of 1 to 8 whole numbers");
        to = std::move(numbers);
    }
    bool has(const char* key) const { return find(key) != nullptr; }
    bool is_given() const { return m_object != nullptr; }
    Status& status() { return m_status; }
    void fail(const char* key, const char* expected) {
        if (m_status) m_status = wrong(m_name + "." + key, expected);
    }

private:
    const json* find(const char* key) const {
        if (m_object == nullptr) return nullptr;
        const auto found = m_object->find(key);
        return found == m_object->end() ? nullptr : &*found;
    }

    std::string m_name;
    const json* m_object = nullptr;
    Status m_status;
};

Status apply_unet(const json& config, UNetConfig& unet) {
    Reader reader(config, "unet");
    reader.read("in_channels", unet.in_channels);
    reader.read("out_channels", unet.out_channels);
    reader.read("model_channels", unet.model_channels);
    reader.read("channel_mult", unet.channel_mult);
    reader.read("num_res_blocks", unet.num_res_blocks);
    std::uint32_t middle = unet.depths.middle;
    reader.read("transformer_depth_middle", middle);
    if (reader.has("transformer_depth")) {
        std::vector<std::uint32_t> levels;
        reader.read("transformer_depth", levels);
        unet.depths = UNetDepths::by_level(levels, middle, std::min(unet.num_res_blocks, most_res_blocks));
    }
    unet.depths.middle = middle;
    reader.read("context_dim", unet.context_dim);
    reader.read("adm_in_channels", unet.adm_in_channels);
    if (reader.has("num_heads")) {
        unet.heads = {};
        reader.read("num_heads", unet.heads.count);
    } else if (reader.has("num_head_channels")) {
        unet.heads = {.count = 0, .channels = 0};
        reader.read("num_head_channels", unet.heads.channels);
    }
    return reader.status();
}

Status apply_vae(const json& config, VaeConfig& vae) {
    Reader reader(config, "vae");
    reader.read("z_channels", vae.z_channels);
    reader.read("ch", vae.ch);
    reader.read("ch_mult", vae.ch_mult);
    reader.read("num_res_blocks", vae.num_res_blocks);
    return reader.status();
}

Status apply_text(const json& config, const char* name, ClipTextConfig& text) {
    Reader reader(config, name);
    reader.read("hidden_size", text.hidden_size);
    reader.read("layers", text.layers);
    reader.read("heads", text.heads);
    reader.read("intermediate_size", text.intermediate_size);
    reader.read("max_length", text.max_length);
    reader.read("vocab_size", text.vocab_size);
    std::string activation;
    reader.read("activation", activation);
    if (activation == "quick_gelu")
        text.activation = ops::Activation::gelu_quick;
    else if (activation == "gelu")
        text.activation = ops::Activation::gelu_erf;
    else if (!activation.empty())
        reader.fail("activation", "\"quick_gelu\" or \"gelu\"");
    return reader.status();
}

Status apply_tiny_vae(const json& config, std::optional<TinyVaeParts>& tiny) {
    Reader reader(config, "tiny_vae");
    if (!reader.is_given()) return reader.status();
    if (!tiny) tiny = TinyVaeParts{{}, "taesd_encoder", "taesd_decoder"};
    reader.read("channels", tiny->config.channels);
    reader.read("z_channels", tiny->config.z_channels);
    return reader.status();
}

Status apply_prediction(const json& config, ModelDescription& model) {
    const auto found = config.find("prediction");
    if (found == config.end()) return {};
    if (*found == "eps" || *found == "epsilon")
        model.prediction = Prediction::epsilon;
    else if (*found == "v" || *found == "v_prediction")
        model.prediction = Prediction::velocity;
    else
        return wrong("prediction", "\"eps\" or \"v\"");
    return {};
}

Status apply_betas(const json& config, TrainingNoise& training) {
    Reader reader(config, "betas");
    std::string schedule;
    reader.read("schedule", schedule);
    if (schedule == "scaled_linear")
        training.betas = BetaSchedule::scaled_linear;
    else if (schedule == "linear")
        training.betas = BetaSchedule::linear;
    else if (!schedule.empty())
        reader.fail("schedule", "\"scaled_linear\" or \"linear\"");
    reader.read("start", training.start);
    reader.read("end", training.end);
    reader.read("steps", training.steps);
    return reader.status();
}

Status apply_numbers(const json& config, ModelDescription& model) {
    Reader latent(config, "latent");
    latent.read("channels", model.latent.channels);
    latent.read("factor", model.latent.factor);
    latent.read("scale", model.latent.scale);
    LEMNOS_CHECK(latent.status());
    Reader defaults(config, "defaults");
    defaults.read("width", model.defaults.width);
    defaults.read("height", model.defaults.height);
    defaults.read("steps", model.defaults.steps);
    defaults.read("guidance", model.defaults.guidance);
    defaults.read("sampler", model.defaults.sampler);
    defaults.read("schedule", model.defaults.schedule);
    return defaults.status();
}

// Whether any transformer has the width of this level; the middle has that of the last.
bool attends(const UNetConfig& unet, std::size_t level) {
    const std::size_t blocks = unet.num_res_blocks;
    const std::span in = std::span(unet.depths.in).subspan(level * blocks, blocks);
    const std::span out = std::span(unet.depths.out).subspan((unet.levels() - 1 - level) * (blocks + 1), blocks + 1);
    return std::ranges::max(in) > 0 || std::ranges::max(out) > 0 ||
           (level + 1 == unet.levels() && unet.middle == MiddleBlock::attending);
}

Status check_unet(const UNetConfig& unet) {
    const std::uint32_t blocks = unet.num_res_blocks;
    if (blocks < 1 || blocks > most_res_blocks) return bad_file("the UNet has {} residual blocks on a level", blocks);
    if (unet.depths.in.size() != unet.levels() * blocks || unet.depths.out.size() != unet.levels() * (blocks + 1))
        return bad_file("the UNet's transformer depths do not go with its {} levels of {} residual blocks",
                        unet.levels(), blocks);
    if (unet.heads.count == 0 && unet.heads.channels == 0) return bad_file("the UNet has no attention heads");
    for (std::size_t level = 0; level < unet.levels(); ++level) {
        const std::uint64_t width = std::uint64_t{unet.model_channels} * unet.channel_mult[level];
        if (width == 0 || width > most) return bad_file("the UNet has a level of {} channels", width);
        const std::uint32_t divisor = unet.heads.count != 0 ? unet.heads.count : unet.heads.channels;
        if (attends(unet, level) && width % divisor != 0)
            return bad_file("the UNet's {} channels do not divide into attention heads of {}", width, divisor);
    }
    if (std::max({std::ranges::max(unet.depths.in), unet.depths.middle, std::ranges::max(unet.depths.out)}) > 64)
        return bad_file("the UNet has a transformer depth above 64");
    return {};
}

Status check_text(const ClipTextConfig& text) {
    if (text.layers < 1 || text.layers > 128 || text.max_length < 2 || text.hidden_size == 0)
        return bad_file("the text encoder has {} layers for {} tokens", text.layers, text.max_length);
    if (text.heads == 0 || text.hidden_size % text.heads != 0)
        return bad_file("the text encoder's {} channels do not divide into {} heads", text.hidden_size, text.heads);
    return {};
}

// What the UNet takes is what the text encoders give.
Status check_texts(const ModelDescription& model) {
    if (model.texts.empty()) return bad_file("there is no text encoder");
    const ClipTextConfig& last = model.texts.back().config;
    std::uint64_t width = 0;
    for (const TextPart& text : model.texts) {
        LEMNOS_CHECK(check_text(text.config));
        width += text.config.hidden_size;
        if (text.config.max_length != last.max_length || text.config.vocab_size != last.vocab_size)
            return bad_file("one text encoder takes {} of {} tokens, the other {} of {}", text.config.max_length,
                            text.config.vocab_size, last.max_length, last.vocab_size);
    }
    const UNetConfig& unet = model.unet.config;
    if (width != unet.context_dim)
        return unsupported("the text encoder gives {} numbers per token, the UNet takes {}", width, unet.context_dim);
    const std::uint64_t labels =
        model.size_labels ? last.projection_size + 6 * std::uint64_t{model.size_labels->channels} : 0;
    if (labels != unet.adm_in_channels)
        return unsupported("the UNet takes {} numbers beside the text where {} are known", unet.adm_in_channels,
                           labels);
    return {};
}

}  // namespace

Result<json> read_config(const Checkpoint& file) {
    const auto found = file.metadata().find(config_key);
    if (found == file.metadata().end()) return json();
    json config = json::parse(found->second, nullptr, false);
    if (!config.is_object()) return bad_file("metadata \"{}\" is not a JSON object", config_key);
    return config;
}

Status apply_config(const json& config, ModelDescription& model) {
    LEMNOS_CHECK(apply_unet(config, model.unet.config));
    LEMNOS_CHECK(apply_vae(config, model.vae.config));
    constexpr std::array names{"text", "text_2"};
    for (std::size_t i = 0; i < std::min(names.size(), model.texts.size()); ++i)
        LEMNOS_CHECK(apply_text(config, names[i], model.texts[i].config));
    LEMNOS_CHECK(apply_tiny_vae(config, model.tiny_vae));
    LEMNOS_CHECK(apply_prediction(config, model));
    LEMNOS_CHECK(apply_betas(config, model.training));
    return apply_numbers(config, model);
}

Status check_description(const ModelDescription& model) {
    LEMNOS_CHECK(check_unet(model.unet.config));
    LEMNOS_CHECK(check_texts(model));
    if (model.vae.config.factor() != model.latent.factor || model.vae.config.z_channels != model.latent.channels)
        return bad_file("the autoencoder makes {} channels at 1/{} of the size, the model wants {} at 1/{}",
                        model.vae.config.z_channels, model.vae.config.factor(), model.latent.channels,
                        model.latent.factor);
    if (model.unet.config.in_channels != model.latent.channels &&
        model.unet.config.in_channels != 2 * model.latent.channels + 1)
        return unsupported("the UNet takes {} channels; {} (latents), or {} (with mask and masked picture) are known",
                           model.unet.config.in_channels, model.latent.channels, 2 * model.latent.channels + 1);
    if (model.unet.config.out_channels != model.latent.channels)
        return unsupported("the UNet predicts {} channels, latents have {}", model.unet.config.out_channels,
                           model.latent.channels);
    if (!(model.latent.scale > 0)) return bad_file("the scale of the latents is {}", model.latent.scale);
    return {};
}

}  // namespace lemnos
