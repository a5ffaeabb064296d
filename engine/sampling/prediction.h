// SPDX-License-Identifier: Apache-2.0
// What a network predicts, and how its output becomes the clean latent (the preconditioning of Karras et al. 2022,
// with sigma_data 1 as Stable Diffusion's variance-preserving training has it). Free functions; any thread.
#pragma once

#include "tensor/host_tensor.h"

namespace lemnos {

enum class Prediction {
    epsilon,   // the noise (Ho et al. 2020)
    velocity,  // sqrt(kept) * noise - sqrt(1 - kept) * picture (Salimans and Ho 2022)
};

/// denoised = skip * x + output * network(input * x)
struct Preconditioning {
    double input = 1;
    double skip = 1;
    double output = 1;
};

Preconditioning preconditioning(Prediction prediction, double sigma);

/// input * x: what the network sees.
HostTensor network_input(const HostTensor& x, const Preconditioning& scales);
/// The clean latent that the network's output means; shapes must agree.
HostTensor denoised_from(const HostTensor& x, const HostTensor& network_output, const Preconditioning& scales);

/// The factor of unit noise at the start of a run from pure noise: sqrt(1 + sigma^2), because the network was trained
/// on pictures plus noise and not on noise alone (ComfyUI's way; A1111 takes sigma).
double initial_noise_scale(double sigma);

}  // namespace lemnos
