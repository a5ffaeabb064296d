// SPDX-License-Identifier: Apache-2.0
// DPM-Solver++ for the stochastic equation, one step with two evaluations (Lu et al. 2022; as k-diffusion, r = 1/2).
#include "sampling/steps.h"

namespace lemnos {
namespace {

/// The exact solution if the clean latent were `denoised` throughout, and noise of the share eta.
HostTensor stochastic_step(const SamplerCalls& calls, const HostTensor& x, const HostTensor& denoised, double sigma,
                           double next) {
    const AncestralStep split = ancestral_step(sigma, next, calls.eta);
    const double kept = split.down / sigma;
    return with_noise(calls, combine({{kept, x}, {1 - kept, denoised}}), split.up, sigma, next);
}

}  // namespace

Result<HostTensor> dpmpp_sde(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) -> Result<HostTensor> {
                         if (step.reaches_zero()) return denoised;
                         const double middle = std::sqrt(step.sigma * step.next);
                         const HostTensor halfway = stochastic_step(calls, x, denoised, step.sigma, middle);
                         // 1 / (2 r) = 1: what is seen halfway counts for the whole step.
                         LEMNOS_TRY(const HostTensor denoised_halfway, calls.denoise(halfway, middle));
                         return stochastic_step(calls, x, denoised_halfway, step.sigma, step.next);
                     });
}

}  // namespace lemnos
