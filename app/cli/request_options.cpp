// SPDX-License-Identifier: Apache-2.0
#include "cli/request_options.h"

#include <charconv>
#include <cstdlib>
#include <random>

#include <nlohmann/json.hpp>

#include "pipeline/metadata.h"

namespace lemnos::cli {
namespace {

// Strict, unlike the parser's own reading, which takes 010 for 8 and what is too large for the largest number.
template <typename Number>
Number number_from(const char* option, std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) return value;
    throw CLI::ValidationError(
        option,
        fmt::format("\"{}\" is not {}", text, std::is_integral_v<Number> ? "a whole number in range" : "a number"));
}

// "512x768". Whether the size can be painted is for the request to say.
struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

Size size_from(std::string_view text) {
    const std::size_t x = text.find('x');
    if (x == std::string_view::npos)
        throw CLI::ValidationError("--size", fmt::format("\"{}\" is not WIDTHxHEIGHT, such as 512x512", text));
    return {number_from<std::uint32_t>("--size", text.substr(0, x)),
            number_from<std::uint32_t>("--size", text.substr(x + 1))};
}

// "ink.safetensors:0.75". What follows the last colon is a weight only if it is a number.
LoraUse lora_from(const std::string& text) {
    LoraUse lora{.file = text};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon + 1 == text.size()) return lora;
    double weight = 0;
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), weight);
    if (error != std::errc{} || end != text.data() + text.size()) return lora;
    lora.file = text.substr(0, colon);
    lora.unet_weight = lora.text_weight = weight;
    return lora;
}

std::filesystem::path cache_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/')
        return std::filesystem::path(cache) / "lemnos";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
        return std::filesystem::path(home) / ".cache" / "lemnos";
    return {};
}

}  // namespace

std::filesystem::path hash_cache_file() {
    const std::filesystem::path folder = cache_folder();
    return folder.empty() ? folder : folder / "hashes.json";
}

template <typename T>
void RequestOptions::add_field(CLI::App& command, const char* name, T Request::* field, const char* help) {
    const auto set = [this, name, field](const std::string& text) {
        T value{};
        if constexpr (std::is_arithmetic_v<T>)
            value = number_from<T>(name, text);
        else
            value = text;
        m_fields.push_back([field, value](Request& request) { request.*field = value; });
    };
    command.add_option_function<std::string>(name, set, help);
}

template <typename T>
void RequestOptions::add_choice(CLI::App& command, const char* name, T Request::* field,
                                std::optional<T> (*from_name)(std::string_view), std::vector<std::string> names,
                                const char* help) {
    const auto set = [this, field, from_name](const std::string& text) {
        m_fields.push_back([field, value = *from_name(text)](Request& request) { request.*field = value; });
    };
    command.add_option_function<std::string>(name, set, help)->check(CLI::IsMember(std::move(names)));
}

void RequestOptions::add_to(CLI::App& command) {
    add_field(command, "--prompt", &Request::prompt, "What to paint");
    add_field(command, "--negative", &Request::negative_prompt, "What to keep out");
    add_field(command, "--clip-skip", &Request::clip_skip,
              "Layer of the text encoder from the end: 1 the last, 2 the one before (default: the model's)");
    add_field(command, "--model", &Request::model,
              "A checkpoint file, the name of one in the models folder, or \"starter\" (the default)");
    add_field(command, "--vae", &Request::vae, "A file with the autoencoder to use instead of the model's own");
    add_field(command, "--family", &Request::family, "What the model is, against what its tensors say: sd1, sd2, sdxl");
    add_field(command, "--prediction", &Request::prediction,
              "What it predicts, eps, v or edm (default: as the file says)");
    add_field(command, "--seed", &Request::seed, "Where the noise starts (default: random, and told)");
    add_field(command, "--steps", &Request::steps, "Sampling steps (default: the model's)");
    add_field(command, "--cfg", &Request::guidance_scale, "Guidance scale (default: the model's)");
    add_field(command, "--sampler", &Request::sampler, "Sampler (default: the model's; a wrong name lists them)");
    add_field(command, "--schedule", &Request::schedule, "Noise schedule (likewise)");
    add_field(command, "--eta", &Request::eta, "Fresh noise in each step, 0 to 1 (default: the sampler's)");
    command.add_option_function<std::string>(
        "--size",
        [this](const std::string& text) {
            const Size size = size_from(text);
            m_fields.push_back([size](Request& request) {
                request.width = size.width;
                request.height = size.height;
            });
        },
        "WIDTHxHEIGHT in pixels (default: the model's)");
    add_field(command, "--batch", &Request::batch, "Pictures, drawn with seed, seed + 1, ...");
    add_field(command, "--init-image", &Request::init_image, "Start from this picture instead of noise");
    add_field(command, "--strength", &Request::strength, "How far to depart from it, 0 to 1");
    command.add_option_function<std::vector<std::string>>(
        "--lora",
        [this](const std::vector<std::string>& texts) {
            std::vector<LoraUse> loras;
            for (const std::string& text : texts) loras.push_back(lora_from(text));
            m_fields.push_back([loras](Request& request) { request.loras = loras; });
        },
        "FILE[:WEIGHT], a LoRA to change the model by; may be given more than once");
    add_field(command, "--mask", &Request::mask, "Picture whose bright parts are painted anew in the init image");
    add_choice(command, "--mask-fill", &Request::mask_fill, mask_fill_from_name,
               {"original", "blur", "neutral", "noise"}, "What stands under the mask at the start (default: original)");
    add_choice(command, "--mask-area", &Request::mask_area, mask_area_from_name, {"crop", "whole"},
               "See the surroundings of the mask at full resolution, or the whole picture (default: crop)");
    add_field(command, "--mask-grow", &Request::mask_grow, "Pixels around the mask that change too (default: chosen)");
    add_field(command, "--mask-feather", &Request::mask_feather, "Pixels in which that fades out (default: chosen)");
    add_field(command, "--mask-padding", &Request::mask_padding,
              "Pixels around that, at least, which a cropped run sees (default: chosen)");
    add_choice(command, "--color-match", &Request::color_match, color_match_from_name, {"on", "off"},
               "Bring the colors of what is painted anew to those around it (default: on)");
    add_choice(command, "--rng", &Request::random_source, random_source_from_name, {"torch-cpu", "philox"},
               "torch-cpu (the default) or philox, as other programs draw noise");
    add_field(command, "--compat", &Request::compat,
              "Paint as native, a1111 or comfyui would; their programs draw on the GPU as --rng philox does");
    add_choice(command, "--dtype", &Request::dtype, dtype_from_name, {"f16", "f32"},
               "f16 (the default) or f32, in which activations are kept");
    command.add_option(
        "--request", m_file,
        "Begin with the request in this JSON file or picture, also one of A1111, ComfyUI, Fooocus, InvokeAI, SwarmUI");
}

Result<Request> RequestOptions::read() const {
    Request request;
    if (m_file.empty()) {
        request.seed = std::random_device{}();  // 32 bits: short enough to read out, and all that torch-cpu uses
    } else {
        LEMNOS_TRY(request, request_from_file(m_file));
    }
    for (const auto& set : m_fields) set(request);
    if (request.model.empty())
        return invalid("{}: was made by another program; name the model to use with --model", m_file);
    LEMNOS_CHECK(validate(request));
    return request;
}

void add_session_options(CLI::App& command, SessionOptions& options) {
    options.pipeline_cache_dir = cache_folder();
    options.hash_cache = hash_cache_file();
    command.add_option(
        "--tokenizer", options.tokenizer,
        "CLIP's merges.txt, bpe_simple_vocab_16e6.txt.gz, tokenizer.json or a folder with one, for models "
        "that bring none (default: looked for, see the README)");
    command.add_option("--device", options.device, "Number from `lemnos-cli devices`, or cpu (default: the best)");
    command.add_option_function<std::string>(
        "--device-memory",
        [&options](const std::string& text) {
            options.device_memory = std::uint64_t{number_from<std::uint32_t>("--device-memory", text)} << 20U;
        },
        "MiB of the device's memory to use at most (default: all that is free)");
}

}  // namespace lemnos::cli
