// SPDX-License-Identifier: Apache-2.0
// The ways from noise to a clean latent. A sampler is a row of one table and a function in a file of its own; it runs
// on the host and calls the network through `Denoiser`. Latents are float32 NCHW, sigmas descend to 0 (run_sigmas).
// Everything happens on the caller's thread; nothing is kept between runs.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// The clean latent that the model (with guidance) sees in `x`, whose noise has standard deviation `sigma`.
using Denoiser = std::function<Result<HostTensor>(const HostTensor& x, double sigma)>;

/// Unit noise of a shape; asked once for each step that ends above sigma 0, never for the last (BatchNoise::draw).
using NoiseSource = std::function<HostTensor(const Shape& shape)>;

/// Told after each step, counted from 0: the latent then, and the clean latent seen in it before (for previews).
/// An error ends the run, which is how a run is cancelled between steps.
using StepObserver = std::function<Status(std::uint32_t step, const HostTensor& x, const HostTensor& denoised)>;

struct SamplerCalls {
    Denoiser denoise;
    NoiseSource noise;        // may be empty for samplers with Noise::none
    StepObserver after_step;  // may be empty
};

using SampleFunction = Result<HostTensor> (*)(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);

enum class Noise { none, per_step };

struct Sampler {
    std::string_view id;
    std::string_view name;
    SampleFunction run;
    std::uint32_t evaluations;  // of the network in a step; the last step may need fewer
    Noise noise;
};

/// The only list of samplers: the command line, the combo box and the tests read it.
std::span<const Sampler> samplers();
/// By id or by name; the error lists what there is.
Result<const Sampler*> find_sampler(std::string_view id_or_name);

}  // namespace lemnos
