// SPDX-License-Identifier: Apache-2.0
// What a network predicts, and how its output becomes the clean latent (the preconditioning of Karras et al. 2022).
// `sigma_data` is the standard deviation of clean latents: 1 in Stable Diffusion's variance-preserving training and in
// CosXL, 0.5 in Playground 2.5. Free functions; any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "tensor/host_tensor.h"

namespace lemnos {

enum class Prediction {
    epsilon,   // the noise (Ho et al. 2020)
    velocity,  // sqrt(kept) * noise - sqrt(1 - kept) * picture (Salimans and Ho 2022); CosXL
    edm,       // the same with the opposite sign (Karras et al. 2022, table 1); Playground 2.5
};

/// "eps", "v", "edm": as --prediction and the JSON write it.
std::string_view name_of(Prediction prediction);
Result<Prediction> find_prediction(std::string_view name);

/// denoised = skip * x + output * network(input * x)
struct Preconditioning {
    double input = 1;
    double skip = 1;
    double output = 1;
};

Preconditioning preconditioning(Prediction prediction, double sigma, double sigma_data = 1);

/// input * x: what the network sees.
HostTensor network_input(const HostTensor& x, const Preconditioning& scales);
/// The clean latent that the network's output means; shapes must agree.
HostTensor denoised_from(const HostTensor& x, const HostTensor& network_output, const Preconditioning& scales);

/// How much unit noise a run from pure noise starts with.
enum class StartScale {
    with_picture,  // sqrt(1 + sigma^2): networks are trained on pictures plus noise, not on noise alone (ComfyUI,
                   // native)
    noise_alone,   // sigma (A1111)
};

double initial_noise_scale(double sigma, StartScale scale);

}  // namespace lemnos
