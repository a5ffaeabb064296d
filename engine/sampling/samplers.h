// SPDX-License-Identifier: Apache-2.0
// The ways from noise to a clean latent. A sampler is a row of one table and a function in a file of its own; it runs
// on the host and calls the network through `Denoiser`. Latents are float32 NCHW, sigmas descend to 0 (run_sigmas).
// Everything happens on the caller's thread; nothing is kept between runs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "sampling/noise_schedule.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// The clean latent that the model (with guidance) sees in `x`, whose noise has standard deviation `sigma`.
using Denoiser = std::function<Result<HostTensor>(const HostTensor& x, double sigma)>;

/// Unit noise of a shape, which a step adds on its way from one sigma down to another. Asked for as the sampler's row
/// says in each step that ends above sigma 0, never in the last (RunNoise).
using NoiseSource = std::function<HostTensor(const Shape& shape, double from, double to)>;

/// Told after each step, counted from 0: the latent then, and the clean latent seen in it before (for previews).
/// An error ends the run, which is how a run is cancelled between steps.
using StepObserver = std::function<Status(std::uint32_t step, const HostTensor& x, const HostTensor& denoised)>;

struct SamplerCalls {
    Denoiser denoise;
    NoiseSource noise;                   // may be empty for samplers with Noise::none
    StepObserver after_step;             // may be empty
    double eta = 1;                      // Sampler::eta
    const NoiseTable* levels = nullptr;  // of the model; for samplers that step in timesteps
};

using SampleFunction = Result<HostTensor> (*)(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);

enum class Noise {
    none,
    fresh,     // independent, once in a step
    brownian,  // steps of one random walk over sigma, once for each evaluation (BrownianTree, if the profile wants it)
};

struct Sampler {
    std::string_view id;
    std::string_view name;
    SampleFunction run;
    std::uint32_t evaluations;  // of the network in a step; the last step needs one
    Noise noise = Noise::none;
    /// How much noise comes anew in each step, 0 (none) to 1, where nothing else is asked for. Without a value the
    /// sampler has no such choice.
    std::optional<double> eta = {};
    PenultimateSigma penultimate = PenultimateSigma::kept;
};

/// The only list of samplers: the command line, the combo box and the tests read it.
std::span<const Sampler> samplers();
/// By id or by name; the error lists what there is.
Result<const Sampler*> find_sampler(std::string_view id_or_name);

}  // namespace lemnos
