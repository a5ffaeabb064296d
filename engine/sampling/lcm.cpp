// SPDX-License-Identifier: Apache-2.0
// Consistency sampling: jump to the clean latent and noise it anew (Luo et al. 2023).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> lcm(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         if (step.reaches_zero()) return denoised;
                         return combine({{1, denoised}, {step.next, calls.noise(x.shape)}});
                     });
}

}  // namespace lemnos
