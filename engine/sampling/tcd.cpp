// SPDX-License-Identifier: Apache-2.0
// Trajectory consistency sampling (Zheng et al. 2024, algorithm 4; as diffusers): jump along the trajectory to a share
// 1 - eta of the next timestep, which is lower than where the step ends, and noise up to there. eta is the paper's
// gamma.
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> tcd(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    if (calls.levels == nullptr) return invalid("the sampler \"tcd\" needs the model's noise levels");
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         if (step.reaches_zero()) return denoised;
                         const double timestep = calls.levels->nearest_timestep(step.next);
                         const double below = calls.levels->sigma_at(std::floor((1 - calls.eta) * timestep));
                         const double down = calls.eta == 0 ? step.next : std::min(below, step.next);
                         const double kept = down / step.sigma;
                         return with_noise(calls, combine({{kept, x}, {1 - kept, denoised}}),
                                           std::sqrt(step.next * step.next - down * down), step.sigma, step.next);
                     });
}

}  // namespace lemnos
