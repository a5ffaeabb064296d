// SPDX-License-Identifier: Apache-2.0
// DPM-Solver++(2M) for the stochastic equation, midpoint variant (Lu et al. 2022; as k-diffusion).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> dpmpp_2m_sde(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    HostTensor before;  // what the step before saw as the clean latent
    double length_before = 0;
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         if (step.reaches_zero()) return denoised;
                         const double length = step.log_length();
                         const double share = -std::expm1(-(1 + calls.eta) * length);
                         const double ahead = step.index == 0 ? 0 : length / (2 * length_before);
                         HostTensor next = combine({{step.next / step.sigma * std::exp(-calls.eta * length), x},
                                                    {share * (1 + ahead), denoised},
                                                    {-share * ahead, step.index == 0 ? denoised : before}});
                         before = denoised;
                         length_before = length;
                         const double noise = step.next * std::sqrt(-std::expm1(-2 * calls.eta * length));
                         return with_noise(calls, std::move(next), noise, step.sigma, step.next);
                     });
}

}  // namespace lemnos
