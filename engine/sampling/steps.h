// SPDX-License-Identifier: Apache-2.0
// The loop that all samplers share: denoise, update, report. Internal to this folder; the caller's thread.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "sampling/samplers.h"
#include "tensor/combine.h"

namespace lemnos {

/// One step from noise level `sigma` down to `next`.
struct Step {
    std::uint32_t index = 0;
    double sigma = 0;
    double next = 0;  // 0 in the last step

    bool reaches_zero() const { return next == 0; }
    /// The step's length in t = -log sigma, which DPM-Solver integrates over.
    double log_length() const { return std::log(sigma / next); }
};

inline Status check_sigmas(std::span<const double> sigmas) {
    for (std::size_t i = 0; i + 1 < sigmas.size(); ++i)
        if (!(sigmas[i] > 0 && std::isfinite(sigmas[i]) && sigmas[i + 1] >= 0 && sigmas[i + 1] < sigmas[i]))
            return invalid("sigma {} of step {} must be finite and above sigma {}, which follows", sigmas[i], i,
                           sigmas[i + 1]);
    return {};
}

/// Calls `update(step, x, denoised)` for each step, which returns the next x or an error.
template <typename Update>
Result<HostTensor> run_steps(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas, Update update) {
    LEMNOS_CHECK(check_sigmas(sigmas));
    for (std::uint32_t i = 0; i + 1 < sigmas.size(); ++i) {
        const Step step{i, sigmas[i], sigmas[i + 1]};
        LEMNOS_TRY(const HostTensor denoised, calls.denoise(x, step.sigma));
        Result<HostTensor> updated = update(step, std::as_const(x), denoised);
        if (!updated) return updated;
        x = std::move(*updated);
        if (calls.after_step) LEMNOS_CHECK(calls.after_step(i, x, denoised));
    }
    return x;
}

/// How an ancestral step splits: down to `down` without noise, then `up` of fresh noise, so that the variances add
/// up to that of the sigma where it ends (Song et al. 2021).
struct AncestralStep {
    double down = 0;
    double up = 0;
};

inline AncestralStep ancestral_step(double sigma, double next, double eta) {
    const double sigma2 = sigma * sigma;
    const double next2 = next * next;
    const double up = std::min(next, eta * std::sqrt(next2 * (sigma2 - next2) / sigma2));
    return {.down = std::sqrt(next2 - up * up), .up = up};
}

/// x with `scale` of the noise that belongs between two sigmas; without asking for any when there is none to add.
inline HostTensor with_noise(const SamplerCalls& calls, HostTensor x, double scale, double from, double to) {
    if (scale == 0) return x;
    return combine({{1, x}, {scale, calls.noise(x.shape, from, to)}});
}

// The samplers, each in the file of its name.
Result<HostTensor> euler(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> euler_ancestral(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> heun(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpm_2(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpm_2_ancestral(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpmpp_2m(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpmpp_sde(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpmpp_2m_sde(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> dpmpp_3m_sde(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> uni_pc_bh1(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> uni_pc_bh2(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> ddim(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> lcm(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);
Result<HostTensor> tcd(const SamplerCalls& calls, HostTensor x, std::span<const double> sigmas);

}  // namespace lemnos
