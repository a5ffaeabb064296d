// SPDX-License-Identifier: Apache-2.0
// Schedules that choose timesteps, and then the levels that stand there.
#include <algorithm>

#include "sampling/beta_distribution.h"
#include "sampling/schedule_functions.h"

namespace lemnos {
namespace {

std::vector<double> at_timesteps(const NoiseTable& table, std::vector<double> timesteps) {
    for (double& value : timesteps) value = table.sigma_at(value);
    return ending_at_zero(std::move(timesteps));
}

}  // namespace

Result<std::vector<double>> normal(const NoiseTable& table, std::uint32_t steps) {
    return at_timesteps(table, evenly_spaced(table.last_timestep(), 0, steps));
}

// Evenly spaced in time, without the lowest level (Stability AI's generative-models).
Result<std::vector<double>> sgm_uniform(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> timesteps = evenly_spaced(table.last_timestep(), 0, steps + 1);
    timesteps.pop_back();
    return at_timesteps(table, std::move(timesteps));
}

// Entries of the table at even distances from its end.
Result<std::vector<double>> simple(const NoiseTable& table, std::uint32_t steps) {
    const std::span<const double> sigmas = table.sigmas();
    const double distance = static_cast<double>(sigmas.size()) / steps;
    std::vector<double> chosen(steps);
    for (std::uint32_t i = 0; i < steps; ++i)
        chosen[i] = sigmas[sigmas.size() - 1 - static_cast<std::size_t>(i * distance)];
    return ending_at_zero(std::move(chosen));
}

// Entries from the second on at a whole distance, so that there may be more of them than steps.
Result<std::vector<double>> ddim_uniform(const NoiseTable& table, std::uint32_t steps) {
    const std::span<const double> sigmas = table.sigmas();
    const std::size_t distance = std::max<std::size_t>(sigmas.size() / steps, 1);
    std::vector<double> chosen;
    for (std::size_t i = 1; i < sigmas.size(); i += distance) chosen.push_back(sigmas[i]);
    std::ranges::reverse(chosen);
    return ending_at_zero(std::move(chosen));
}

// Quantiles of a distribution that favours both ends, as whole timesteps. One that comes twice counts once.
Result<std::vector<double>> beta(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> timesteps;
    for (std::uint32_t i = 0; i < steps; ++i) {
        const double share = 1 - static_cast<double>(i) / steps;
        // nearbyint: ties go to the even timestep, as in numpy.
        timesteps.push_back(std::nearbyint(beta_quantile(share, beta_shape, beta_shape) * table.last_timestep()));
    }
    timesteps.erase(std::ranges::unique(timesteps).begin(), timesteps.end());
    return at_timesteps(table, std::move(timesteps));
}

// The ends of equal shares of the time, as SD-Turbo and SDXL-Turbo are trained ("trailing" in diffusers).
Result<std::vector<double>> turbo(const NoiseTable& table, std::uint32_t steps) {
    const auto levels = static_cast<double>(table.sigmas().size());
    if (steps > table.sigmas().size()) return invalid("the schedule \"turbo\" has at most {} steps", levels);
    std::vector<double> timesteps(steps);
    for (std::uint32_t i = 0; i < steps; ++i) timesteps[i] = std::nearbyint(levels * (steps - i) / steps) - 1;
    return at_timesteps(table, std::move(timesteps));
}

// Some of the 50 timesteps that consistency models are distilled at: LCM (Luo et al. 2023), TCD (Zheng et al. 2024).
Result<std::vector<double>> lcm_timesteps(const NoiseTable& table, std::uint32_t steps) {
    constexpr std::uint32_t distilled = 50;
    if (steps > distilled) return invalid("the schedule \"lcm\" has at most {} steps, not {}", distilled, steps);
    const auto distance = static_cast<double>(table.sigmas().size() / distilled);
    std::vector<double> timesteps(steps);
    for (std::uint32_t i = 0; i < steps; ++i)
        timesteps[i] = (distilled - static_cast<double>(i * distilled / steps)) * distance - 1;
    return at_timesteps(table, std::move(timesteps));
}

}  // namespace lemnos
