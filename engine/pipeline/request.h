// SPDX-License-Identifier: Apache-2.0
// The whole wish for one picture run as plain data: everything that changes a pixel stands here and nowhere else.
// It crosses from the studio to the engine thread by value, is stored in every PNG as JSON, and replaying it on the
// same device gives the same picture bit for bit. JSON is versioned; unknown fields are refused by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/random.h"
#include "base/result.h"
#include "tensor/dtype.h"

namespace lemnos {

/// What stands under the mask when an inpainting run starts.
enum class MaskFill {
    original,  // the picture as it is
    blur,      // the surroundings, spread inwards
    neutral,   // grey
    noise,     // nothing: latents of 0 under the noise
};

/// How much of the picture an inpainting run sees.
enum class MaskArea {
    crop,   // the selection and its surroundings, scaled to the size of the run: details get the whole resolution
    whole,  // everything
};

/// Whether what was painted anew takes on the colors around it.
enum class ColorMatch { on, off };

/// A file of low-rank changes to the model, and how much of them.
struct LoraUse {
    std::string file;  // path, or a name that is looked for where LoRA files lie
    double unet_weight = 1;
    double text_weight = 1;
    friend bool operator==(const LoraUse&, const LoraUse&) = default;
};

struct Request {
    static constexpr int version = 2;  // 1 had no `eta`, `compat`, `family`, `prediction`, `loras`, `mask...`, `vae`

    static constexpr std::uint32_t max_side = 8192;   // pixels; what fits is for the device to say
    static constexpr std::uint32_t max_steps = 1000;  // the time steps that models are trained on
    static constexpr double max_guidance_scale = 100;
    static constexpr std::uint32_t max_batch = 64;
    static constexpr double max_lora_weight = 100;
    static constexpr std::size_t max_text = 65536;  // bytes of a prompt or path

    std::string prompt;
    std::string negative_prompt;
    std::uint32_t clip_skip = 0;  // text encoder's layer from the end: 1 the last, 2 the one before; 0 the model's own
    std::string model = "starter";  // "starter" or the path of a checkpoint
    std::string vae;     // a stand-alone autoencoder: path, or a name that is looked for; empty takes the model's own
    std::string family;  // id of families/families.h; empty: whichever recognises the file
    std::string prediction;   // "eps", "v" or "edm"; empty: as the file says
    std::uint32_t width = 0;  // pixels; 0 takes the model's default, the same for every zero below
    std::uint32_t height = 0;
    std::uint32_t steps = 0;
    double guidance_scale = -1;  // negative takes the model's default; 1 runs without the unconditional pass
    std::string sampler;         // names of the table in sampling/samplers.h; empty takes the model's default
    std::string schedule;
    double eta = -1;  // fresh noise in each step, 0..1; negative is the sampler's own and stays so, because it belongs
                      // to the sampler and not to whichever is chosen next
    std::uint64_t seed = 0;
    std::uint32_t batch = 1;  // picture i of a batch is drawn with seed + i (unless `compat` says otherwise)
    RandomSource random_source = RandomSource::torch_cpu;
    std::string compat = "native";  // whose picture it is to be: a name of the table in pipeline/compatibility.h
    DType dtype = DType::f16;       // storage of activations: f16 or f32
    std::string init_image;         // path; empty for text to image
    double strength = 0.75;         // of image to image, 0..1: the share of the schedule that is run
    std::vector<LoraUse> loras;     // in the order of their application, before those that the prompt names
    std::string mask;               // path; what is bright in it is painted anew in the init image, and nothing else
    MaskFill mask_fill = MaskFill::original;
    MaskArea mask_area = MaskArea::crop;
    double mask_grow = -1;     // pixels of the init image around the mask that change too; negative: chosen
    double mask_feather = -1;  // pixels in which the change then fades out; negative: chosen
    double mask_padding = -1;  // pixels around that, at least, which a cropped run sees; negative: chosen
    ColorMatch color_match = ColorMatch::on;

    friend bool operator==(const Request&, const Request&) = default;
};

/// Every field is written, so that the text stays complete when a default changes later.
nlohmann::json to_json(const Request& request);
/// Refuses unknown fields, wrong types, values out of range and versions from the future, naming the field.
Result<Request> request_from_json(const nlohmann::json& json);

/// What can be told of the fields without a model or a device: sizes, counts, shares, names of samplers, UTF-8.
/// The command line, the studio and request_from_json all ask here, so that they refuse alike.
Status validate(const Request& request);

/// "torch-cpu", "philox": as --rng and the JSON write it.
std::string_view name_of(RandomSource source);
std::optional<RandomSource> random_source_from_name(std::string_view name);

std::string_view name_of(MaskFill fill);
std::optional<MaskFill> mask_fill_from_name(std::string_view name);
std::string_view name_of(MaskArea area);
std::optional<MaskArea> mask_area_from_name(std::string_view name);
std::string_view name_of(ColorMatch match);
std::optional<ColorMatch> color_match_from_name(std::string_view name);

}  // namespace lemnos
