// SPDX-License-Identifier: Apache-2.0
// complete(): what a request leaves open is filled from the model's header, and what the model cannot do is refused.
#include <algorithm>
#include <cmath>

#include "families/families.h"
#include "pipeline/addon_files.h"
#include "pipeline/compatibility.h"
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

Result<ModelOverrides> overrides_of(const Request& request, const std::filesystem::path& model) {
    ModelOverrides overrides{.family = request.family, .prediction = request.prediction, .vae = {}};
    if (!request.vae.empty()) {
        LEMNOS_TRY(overrides.vae, find_addon(vae_files, request.vae, model));
    }
    return overrides;
}

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
    // Names become ids, so that the request that is stored means the same to every reader.
    LEMNOS_TRY(const Sampler* sampler, find_sampler(full.sampler));
    LEMNOS_TRY(const Schedule* schedule, find_schedule(full.schedule));
    LEMNOS_TRY(const Compatibility* compatibility, find_compatibility(full.compat));
    full.sampler = sampler->id;
    full.schedule = schedule->id;
    full.compat = compatibility->id;
    if (full.eta >= 0 && !sampler->eta) return invalid("eta: the sampler \"{}\" has no such choice", sampler->id);
    // Some schedules cannot have every number of steps: better told now than after loading.
    LEMNOS_TRY(const NoiseTable table, NoiseTable::create(model.training));
    LEMNOS_CHECK(sigmas_of(full, table, strength_of(full)));
    return full;
}

Result<std::vector<double>> sigmas_of(const Request& request, const NoiseTable& table, double strength) {
    LEMNOS_TRY(const Sampler* sampler, find_sampler(request.sampler));
    LEMNOS_TRY(const Schedule* schedule, find_schedule(request.schedule));
    LEMNOS_TRY(const Compatibility* profile, find_compatibility(request.compat));
    return run_sigmas(*schedule, table, request.steps, strength,
                      {profile->partial, profile->schedules, sampler->penultimate});
}

Result<Request> complete(const Request& request, const SessionOptions& options) {
    LEMNOS_CHECK(validate(request));
    LEMNOS_TRY(const std::filesystem::path path, find_model(request.model, options));
    LEMNOS_TRY(const ModelOverrides overrides, overrides_of(request, path));
    LEMNOS_TRY(const Checkpoint file, open_model(path, overrides.vae));
    LEMNOS_TRY(const ModelDescription model, identify(file, overrides));
    return complete_for(request, model);
}

}  // namespace lemnos
