// SPDX-License-Identifier: Apache-2.0
// DPM-Solver-2 (Lu et al. 2022) as k-diffusion has it: the slope is taken in the middle of the step, in log sigma.
#include "sampling/steps.h"

namespace lemnos {
namespace {

/// From x at `sigma` to `next` with the slope found halfway.
Result<HostTensor> midpoint_step(const SamplerCalls& calls, const HostTensor& x, const HostTensor& denoised,
                                 double sigma, double next) {
    const double middle = std::sqrt(sigma * next);
    const double kept = middle / sigma;
    const HostTensor halfway = combine({{kept, x}, {1 - kept, denoised}});
    LEMNOS_TRY(const HostTensor denoised_halfway, calls.denoise(halfway, middle));
    const double length = (next - sigma) / middle;
    return combine({{1, x}, {length, halfway}, {-length, denoised_halfway}});
}

}  // namespace

Result<HostTensor> dpm_2(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) -> Result<HostTensor> {
                         if (step.reaches_zero()) return denoised;
                         return midpoint_step(calls, x, denoised, step.sigma, step.next);
                     });
}

Result<HostTensor> dpm_2_ancestral(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) -> Result<HostTensor> {
                         if (step.reaches_zero()) return denoised;
                         const AncestralStep split = ancestral_step(step.sigma, step.next, calls.eta);
                         LEMNOS_TRY(HostTensor next, midpoint_step(calls, x, denoised, step.sigma, split.down));
                         return with_noise(calls, std::move(next), split.up, step.sigma, step.next);
                     });
}

}  // namespace lemnos
