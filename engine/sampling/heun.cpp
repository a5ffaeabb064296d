// SPDX-License-Identifier: Apache-2.0
// Heun steps: the mean of the slopes at both ends (Karras et al. 2022, algorithm 2 without churn).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> heun(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) -> Result<HostTensor> {
                         const double kept = step.next / step.sigma;
                         HostTensor ahead = combine({{kept, x}, {1 - kept, denoised}});
                         if (step.reaches_zero()) return ahead;  // the slope at sigma 0 is not defined
                         LEMNOS_TRY(const HostTensor denoised_ahead, calls.denoise(ahead, step.next));
                         // x + (next - sigma) / 2 * ((x - denoised) / sigma + (ahead - denoised_ahead) / next)
                         const double half = (step.next - step.sigma) / 2;
                         return combine({{1 + half / step.sigma, x},
                                         {-half / step.sigma, denoised},
                                         {half / step.next, ahead},
                                         {-half / step.next, denoised_ahead}});
                     });
}

}  // namespace lemnos
