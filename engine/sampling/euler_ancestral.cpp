// SPDX-License-Identifier: Apache-2.0
// Euler steps that go too far down and add noise back (Song et al. 2021; as k-diffusion).
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> euler_ancestral(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return run_steps(
        calls, std::move(start), sigmas, [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
            const AncestralStep split = ancestral_step(step.sigma, step.next, calls.eta);
            const double kept = split.down / step.sigma;
            if (split.up == 0) return combine({{kept, x}, {1 - kept, denoised}});
            return combine({{kept, x}, {1 - kept, denoised}, {split.up, calls.noise(x.shape, step.sigma, step.next)}});
        });
}

}  // namespace lemnos
