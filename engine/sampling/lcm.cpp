// SPDX-License-Identifier: Apache-2.0
// Consistency sampling: jump to the clean latent and noise it anew (Luo et al. 2023).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> lcm(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor&, const HostTensor& denoised) {
                         return with_noise(calls, denoised, step.next, step.sigma, step.next);
                     });
}

}  // namespace lemnos
