// SPDX-License-Identifier: Apache-2.0
// complete(): what a request leaves open is filled from the model's header, and what the model cannot do is refused.
#include <algorithm>
#include <cmath>

#include "families/families.h"
#include "pipeline/completion.h"
#include "pipeline/starter_model.h"
#include "sampling/samplers.h"

namespace lemnos {
namespace {

constexpr std::uint32_t least_side = 32;  // pixels; below it the networks have nothing to look at
constexpr std::uint32_t most_side = 2048;

Status check_side(std::string_view field, std::uint32_t pixels, std::uint32_t factor) {
    if (pixels < least_side || pixels > most_side)
        return invalid("{}: {} is not within {} and {} pixels", field, pixels, least_side, most_side);
    if (pixels % factor != 0) return invalid("{}: {} is not a multiple of {}", field, pixels, factor);
    return {};
}

}  // namespace

Result<Request> complete_for(const Request& request, const ModelDescription& model) {
    LEMNOS_CHECK(validate(request));
    Request full = request;
    const Defaults& defaults = model.defaults;
    if (full.width == 0) full.width = defaults.width;
    if (full.height == 0) full.height = defaults.height;
    if (full.steps == 0) full.steps = defaults.steps;
    if (full.guidance_scale < 0) full.guidance_scale = defaults.guidance;
    if (full.sampler.empty()) full.sampler = defaults.sampler;
    if (full.schedule.empty()) full.schedule = defaults.schedule;
    LEMNOS_CHECK(check_side("width", full.width, model.latent.factor));
    LEMNOS_CHECK(check_side("height", full.height, model.latent.factor));
    if (model.unet.config.in_channels != model.latent.channels)
        return unsupported(
            "this model takes {} channels (it is made for inpainting), which this version cannot give it",
            model.unet.config.in_channels);
    // Names become ids, so that the request that is stored means the same to every reader.
    LEMNOS_TRY(const Sampler* sampler, find_sampler(full.sampler));
    LEMNOS_TRY(const Schedule* schedule, find_schedule(full.schedule));
    full.sampler = sampler->id;
    full.schedule = schedule->id;
    return full;
}

Result<Request> complete(const Request& request, const SessionOptions& options) {
    LEMNOS_CHECK(validate(request));
    LEMNOS_TRY(const std::filesystem::path path, find_model(request.model, options));
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(path));
    LEMNOS_TRY(const ModelDescription model, identify(file));
    return complete_for(request, model);
}

}  // namespace lemnos
