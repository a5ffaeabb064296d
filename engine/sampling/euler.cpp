// SPDX-License-Identifier: Apache-2.0
// Euler steps of the probability-flow equation (Karras et al. 2022, algorithm 2 without churn).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> euler(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(calls, std::move(start), sigmas,
                     [](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         const double kept = step.next / step.sigma;
                         return combine({{kept, x}, {1 - kept, denoised}});
                     });
}

}  // namespace lemnos
