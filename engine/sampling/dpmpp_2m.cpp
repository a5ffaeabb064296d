// SPDX-License-Identifier: Apache-2.0
// DPM-Solver++(2M), a two-step method in data prediction (Lu et al. 2022, algorithm 2; as k-diffusion).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> dpmpp_2m(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    HostTensor before;  // what the step before saw as the clean latent
    double length_before = 0;
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         if (step.reaches_zero()) return denoised;
                         const double length = step.log_length();
                         const double share = -std::expm1(-length);
                         // The first step has nothing to extrapolate from.
                         const double ahead = step.index == 0 ? 0 : length / (2 * length_before);
                         HostTensor next = combine({{step.next / step.sigma, x},
                                                    {share * (1 + ahead), denoised},
                                                    {-share * ahead, step.index == 0 ? denoised : before}});
                         before = denoised;
                         length_before = length;
                         return next;
                     });
}

}  // namespace lemnos
