// SPDX-License-Identifier: Apache-2.0
// One run of a golden file: the request that it was made by, and how far our intermediates are from its own.
#pragma once

#include <cmath>

#include "pipeline/tiny_session.h"

namespace lemnos::test {

inline Request request_of(const nlohmann::json& run, const nlohmann::json& manifest) {
    Request request;
    request.prompt = manifest.at("prompt");
    request.negative_prompt = run.value("negative", manifest.at("negative").get<std::string>());
    request.sampler = run.at("sampler");
    request.schedule = run.at("schedule");
    request.steps = run.at("steps");
    request.guidance_scale = run.at("cfg");
    request.seed = run.at("seed");
    request.width = run.at("width");
    request.height = run.at("height");
    request.batch = run.at("batch");
    request.strength = run.at("strength");
    request.compat = run.value("compat", "native");
    return request;
}

/// Peak signal-to-noise ratio of pictures in 0..1.
inline double decibels(const HostTensor& value, const HostTensor& truth) {
    double sum = 0;
    for (std::size_t i = 0; i < value.values.size(); ++i) sum += std::pow(value.values[i] - truth.values[i], 2);
    return -10 * std::log10(sum / static_cast<double>(value.values.size()) + 1e-20);
}

struct RunFidelity {
    double worst = 0;  // relative RMS of texts and latents
    double image = 0;  // decibels
};

/// Every golden tensor of the run against the one that was dumped; missing ones are errors.
inline Result<RunFidelity> fidelity_of(const TensorMap& dumped, const TensorMap& truth) {
    RunFidelity fidelity;
    for (const auto& [key, tensor] : truth) {
        if (key.starts_with("step_noise.")) continue;
        const auto found = dumped.find(key);
        if (found == dumped.end()) return invalid("no \"{}\" was dumped", key);
        if (key == "image") {
            fidelity.image = decibels(found->second, tensor);
            continue;
        }
        LEMNOS_TRY(const testing::Difference error, testing::difference(found->second, tensor));
        fidelity.worst = std::max(fidelity.worst, error.relative_rms);
    }
    return fidelity;
}

}  // namespace lemnos::test
