// SPDX-License-Identifier: Apache-2.0
// The whole wish for one picture run as plain data: everything that changes a pixel stands here and nowhere else.
// It crosses from the studio to the engine thread by value, is stored in every PNG as JSON, and replaying it on the
// same device gives the same picture bit for bit. JSON is versioned; unknown fields are refused by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/random.h"
#include "base/result.h"
#include "tensor/dtype.h"

namespace lemnos {

struct Request {
    static constexpr int version = 1;

    std::string prompt;
    std::string negative_prompt;
    std::string model = "starter";  // "starter" or the path of a checkpoint
    std::uint32_t width = 0;        // pixels; 0 takes the model's default, the same for every zero below
    std::uint32_t height = 0;
    std::uint32_t steps = 0;
    double guidance_scale = -1;     // negative takes the model's default; 1 runs without the unconditional pass
    std::string sampler;            // names of the table in sampling/samplers.h; empty takes the model's default
    std::string schedule;
    std::uint64_t seed = 0;
    std::uint32_t batch = 1;        // picture i of a batch is drawn with seed + i
    RandomSource random_source = RandomSource::torch_cpu;
    DType dtype = DType::f16;       // storage of activations: f16 or f32
    std::string init_image;         // path; empty for text to image
    double strength = 0.75;         // of image to image, 0..1: the share of the schedule that is run

    friend bool operator==(const Request&, const Request&) = default;
};

nlohmann::json to_json(const Request& request);
/// Refuses unknown fields, wrong types and versions from the future, naming the field.
Result<Request> request_from_json(const nlohmann::json& json);

std::string_view name_of(RandomSource source);

}  // namespace lemnos
