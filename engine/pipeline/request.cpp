// SPDX-License-Identifier: Apache-2.0
#include "pipeline/request.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "families/families.h"
#include "pipeline/compatibility.h"
#include "sampling/noise_schedule.h"
#include "sampling/samplers.h"

namespace lemnos {
namespace {

using nlohmann::json;

constexpr std::array random_sources{RandomSource::torch_cpu, RandomSource::philox};
constexpr std::array fills{MaskFill::original, MaskFill::blur, MaskFill::neutral, MaskFill::noise};
constexpr std::array areas{MaskArea::crop, MaskArea::whole};
constexpr std::array color_matches{ColorMatch::on, ColorMatch::off};

template <typename T, std::size_t N>
std::optional<T> named(const std::array<T, N>& all, std::string_view name) {
    for (const T one : all)
        if (name_of(one) == name) return one;
    return std::nullopt;
}

// The only list of the fields by name: reading, writing and the refusal of unknown names walk it.
template <typename AnyRequest, typename Visit>
void each_field(AnyRequest& request, Visit&& visit) {
    visit("prompt", request.prompt);
    visit("negative_prompt", request.negative_prompt);
    visit("clip_skip", request.clip_skip);
    visit("model", request.model);
    visit("vae", request.vae);
    visit("family", request.family);
    visit("prediction", request.prediction);
    visit("width", request.width);
    visit("height", request.height);
    visit("steps", request.steps);
    visit("guidance_scale", request.guidance_scale);
    visit("sampler", request.sampler);
    visit("schedule", request.schedule);
    visit("eta", request.eta);
    visit("seed", request.seed);
    visit("batch", request.batch);
    visit("random_source", request.random_source);
    visit("compat", request.compat);
    visit("dtype", request.dtype);
    visit("init_image", request.init_image);
    visit("strength", request.strength);
    visit("loras", request.loras);
    visit("mask", request.mask);
    visit("mask_fill", request.mask_fill);
    visit("mask_area", request.mask_area);
    visit("mask_grow", request.mask_grow);
    visit("mask_feather", request.mask_feather);
    visit("mask_padding", request.mask_padding);
    visit("color_match", request.color_match);
}

json written(const std::vector<LoraUse>& loras) {
    json list = json::array();
    for (const LoraUse& lora : loras)
        list.push_back({{"file", lora.file}, {"unet_weight", lora.unet_weight}, {"text_weight", lora.text_weight}});
    return list;
}

template <typename T>
json written(const T& value) {
    if constexpr (std::is_enum_v<T>)
        return name_of(value);
    else
        return value;
}

Status wrong_type(std::string_view field, std::string_view wanted, const json& found) {
    return invalid(
        "request: field \"{}\" must be {}, not {}", field, wanted,
        found.is_string() ? "the text \"" + found.get<std::string>() + "\"" : std::string(found.type_name()));
}

Status read(std::string_view field, const json& from, std::string& to) {
    if (!from.is_string()) return wrong_type(field, "a text", from);
    to = from.get<std::string>();
    return {};
}

Status read(std::string_view field, const json& from, double& to) {
    if (!from.is_number()) return wrong_type(field, "a number", from);
    to = from.get<double>();
    return {};
}

template <std::unsigned_integral Integer>
Status read(std::string_view field, const json& from, Integer& to) {
    if (from.is_number_integer() && !from.is_number_unsigned())
        return invalid("request: field \"{}\" must not be negative", field);
    if (!from.is_number_unsigned()) return wrong_type(field, "a whole number", from);
    if (from.get<std::uint64_t>() > std::numeric_limits<Integer>::max())
        return invalid("request: field \"{}\" is {}, which is too large", field, from.get<std::uint64_t>());
    to = from.get<Integer>();
    return {};
}

// "\"a\", \"b\" or \"c\""
template <typename T, std::size_t N>
std::string list_of(const std::array<T, N>& all) {
    std::string list;
    for (std::size_t i = 0; i < N; ++i)
        list += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == N ? " or " : ", ", name_of(all[i]));
    return list;
}

template <typename T, std::size_t N>
Status read_name(std::string_view field, const json& from, const std::array<T, N>& all, T& to) {
    const auto one = from.is_string() ? named(all, from.get<std::string>()) : std::nullopt;
    if (!one) return wrong_type(field, list_of(all), from);
    to = *one;
    return {};
}

Status read(std::string_view field, const json& from, RandomSource& to) {
    return read_name(field, from, random_sources, to);
}
Status read(std::string_view field, const json& from, MaskFill& to) { return read_name(field, from, fills, to); }
Status read(std::string_view field, const json& from, MaskArea& to) { return read_name(field, from, areas, to); }
Status read(std::string_view field, const json& from, ColorMatch& to) {
    return read_name(field, from, color_matches, to);
}

Status read(std::string_view field, const json& from, DType& to) {
    const auto dtype = from.is_string() ? dtype_from_name(from.get<std::string>()) : std::nullopt;
    if (!dtype) return wrong_type(field, "\"f16\" or \"f32\"", from);
    to = *dtype;
    return {};
}

Status read(std::string_view field, const json& from, std::vector<LoraUse>& to) {
    if (!from.is_array()) return wrong_type(field, "a list", from);
    to.clear();
    for (const json& one : from) {
        LoraUse lora;
        if (!one.is_object() || !one.contains("file")) return wrong_type(field, "a list of objects with \"file\"", one);
        for (const auto& [name, value] : one.items()) {
            const std::string place = std::string(field) + "." + name;
            if (name == "file")
                LEMNOS_CHECK(read(place, value, lora.file));
            else if (name == "unet_weight")
                LEMNOS_CHECK(read(place, value, lora.unet_weight));
            else if (name == "text_weight")
                LEMNOS_CHECK(read(place, value, lora.text_weight));
            else
                return invalid("request: unknown field \"{}\"", place);
        }
        to.push_back(std::move(lora));
    }
    return {};
}

Status check_version(const json& request) {
    if (!request.is_object()) return invalid("request: must be a JSON object, not {}", request.type_name());
    if (!request.contains("version")) return invalid("request: field \"version\" is missing");
    std::uint32_t version = 0;
    LEMNOS_CHECK(read("version", request["version"], version));
    if (version == 0 || version > Request::version)
        return unsupported("request: version {} is not known to this program, which writes version {}", version,
                           Request::version);
    return {};
}

Status check_names(const json& request) {
    std::vector<std::string_view> known{"version"};
    const Request fields;
    each_field(fields, [&](std::string_view name, const auto&) { known.push_back(name); });
    for (const auto& [name, value] : request.items())
        if (std::ranges::find(known, name) == known.end()) return invalid("request: unknown field \"{}\"", name);
    return {};
}

// JSON and PNG text are UTF-8; anything else, from a command line say, could be drawn but not stored.
Status check_text(std::string_view field, std::string_view text) {
    if (text.size() > Request::max_text) return invalid("{}: longer than {} bytes", field, Request::max_text);
    if (check_utf8(text) == Utf8::invalid) return invalid("{}: not valid UTF-8", field);
    if (text.find('\0') != std::string_view::npos) return invalid("{}: contains a zero byte", field);
    return {};
}

Status check_side(std::string_view field, std::uint32_t pixels) {
    if (pixels == 0) return {};
    if (pixels > Request::max_side) return invalid("{}: {} is more than {} pixels", field, pixels, Request::max_side);
    if (pixels % 8 == 0) return {};
    const std::uint32_t below = pixels / 8 * 8;
    if (below == 0) return invalid("{}: {} is not a multiple of 8; the least is 8", field, pixels);
    return invalid("{}: {} is not a multiple of 8; {} or {} would be", field, pixels, below, below + 8);
}

}  // namespace

json to_json(const Request& request) {
    json object;
    object["version"] = Request::version;
    each_field(request, [&](const char* name, const auto& value) { object[name] = written(value); });
    return object;
}

Result<Request> request_from_json(const json& object) {
    LEMNOS_CHECK(check_version(object));
    LEMNOS_CHECK(check_names(object));
    Request request;
    Status status;
    each_field(request, [&](const char* name, auto& value) {
        if (status && object.contains(name)) status = read(name, object[name], value);
    });
    LEMNOS_CHECK(status);
    LEMNOS_CHECK(validate(request));
    return request;
}

Status validate(const Request& request) {
    Status status;
    each_field(request, [&]<typename T>(const char* name, const T& value) {
        if constexpr (std::is_same_v<T, std::string>)
            if (status) status = check_text(name, value);
    });
    LEMNOS_CHECK(status);
    LEMNOS_CHECK(check_side("width", request.width));
    LEMNOS_CHECK(check_side("height", request.height));
    if (!request.family.empty()) LEMNOS_CHECK(find_family(request.family));
    if (!request.prediction.empty()) LEMNOS_CHECK(find_prediction(request.prediction));
    if (!request.sampler.empty()) LEMNOS_CHECK(find_sampler(request.sampler));
    if (!request.schedule.empty()) LEMNOS_CHECK(find_schedule(request.schedule));
    if (!(request.eta <= 1)) return invalid("eta: {} is not within 0 and 1", request.eta);
    LEMNOS_CHECK(find_compatibility(request.compat));
    if (request.steps > Request::max_steps)
        return invalid("steps: {} is more than {}", request.steps, Request::max_steps);
    if (!std::isfinite(request.guidance_scale) || request.guidance_scale > Request::max_guidance_scale)
        return invalid("guidance_scale: {} is not a number up to {}", request.guidance_scale,
                       Request::max_guidance_scale);
    if (request.batch == 0 || request.batch > Request::max_batch)
        return invalid("batch: {} is not within 1 and {}", request.batch, Request::max_batch);
    if (!(request.strength >= 0 && request.strength <= 1))
        return invalid("strength: {} is not within 0 and 1", request.strength);
    for (const LoraUse& lora : request.loras) {
        LEMNOS_CHECK(check_text("loras.file", lora.file));
        if (lora.file.empty()) return invalid("loras.file: is empty");
        for (const double weight : {lora.unet_weight, lora.text_weight})
            if (!(std::abs(weight) <= Request::max_lora_weight))
                return invalid("loras: the weight {} of {} is not within +-{}", weight, lora.file,
                               Request::max_lora_weight);
    }
    if (!request.mask.empty() && request.init_image.empty())
        return invalid("mask: needs an init_image, in which it says what to paint anew");
    for (const auto& [name, pixels] : {std::pair("mask_grow", request.mask_grow),
                                       {"mask_feather", request.mask_feather},
                                       {"mask_padding", request.mask_padding}})
        if (!(pixels <= Request::max_side))
            return invalid("{}: {} is not a number up to {}", name, pixels, Request::max_side);
    if (request.dtype != DType::f16 && request.dtype != DType::f32)
        return invalid("dtype: \"{}\" is not \"f16\" or \"f32\"", name_of(request.dtype));
    return {};
}

std::string_view name_of(RandomSource source) {
    switch (source) {
        case RandomSource::torch_cpu: return "torch-cpu";
        case RandomSource::philox: return "philox";
    }
    return "";
}

std::string_view name_of(MaskFill fill) {
    switch (fill) {
        case MaskFill::original: return "original";
        case MaskFill::blur: return "blur";
        case MaskFill::neutral: return "neutral";
        case MaskFill::noise: return "noise";
    }
    return "";
}

std::string_view name_of(MaskArea area) {
    switch (area) {
        case MaskArea::crop: return "crop";
        case MaskArea::whole: return "whole";
    }
    return "";
}

std::string_view name_of(ColorMatch match) {
    switch (match) {
        case ColorMatch::on: return "on";
        case ColorMatch::off: return "off";
    }
    return "";
}

std::optional<RandomSource> random_source_from_name(std::string_view name) { return named(random_sources, name); }
std::optional<MaskFill> mask_fill_from_name(std::string_view name) { return named(fills, name); }
std::optional<MaskArea> mask_area_from_name(std::string_view name) { return named(areas, name); }
std::optional<ColorMatch> color_match_from_name(std::string_view name) { return named(color_matches, name); }

}  // namespace lemnos
