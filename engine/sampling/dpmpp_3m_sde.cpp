// SPDX-License-Identifier: Apache-2.0
// DPM-Solver++(3M) for the stochastic equation: the clean latents of three steps give its value, slope and curvature
// (as k-diffusion).
#include "sampling/steps.h"

namespace lemnos {
namespace {

/// A step that was made: what it saw as the clean latent, and its length in -log sigma.
struct Past {
    HostTensor denoised;
    double length = 0;
};

}  // namespace

Result<HostTensor> dpmpp_3m_sde(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    Past last;
    Past before_last;
    return run_steps(
        calls, std::move(start), sigmas, [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
            if (step.reaches_zero()) return denoised;
            const double length = step.log_length();
            const double stretched = (1 + calls.eta) * length;
            HostTensor next = combine({{std::exp(-stretched), x}, {-std::expm1(-stretched), denoised}});
            const double phi2 = std::expm1(-stretched) / stretched + 1;
            const double phi3 = phi2 / stretched - 0.5;
            if (step.index == 1) {
                const double slope = phi2 * length / last.length;
                next = combine({{1, next}, {slope, denoised}, {-slope, last.denoised}});
            } else if (step.index > 1) {
                // Divided differences of the clean latent, over lengths in units of this step.
                const double r0 = last.length / length;
                const double r1 = before_last.length / length;
                const double newer = (phi2 * (r0 / (r0 + r1) + 1) - phi3 / (r0 + r1)) / r0;
                const double older = (-phi2 * r0 + phi3) / (r0 + r1) / r1;
                next = combine(
                    {{1, next}, {newer, denoised}, {older - newer, last.denoised}, {-older, before_last.denoised}});
            }
            before_last = std::move(last);
            last = {denoised, length};
            const double noise = step.next * std::sqrt(-std::expm1(-2 * calls.eta * length));
            return with_noise(calls, std::move(next), noise, step.sigma, step.next);
        });
}

}  // namespace lemnos
