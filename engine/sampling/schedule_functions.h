// SPDX-License-Identifier: Apache-2.0
// The functions of the table of schedules (ScheduleFunction). Internal to this folder.
#pragma once

#include <cmath>

#include "sampling/noise_schedule.h"

namespace lemnos {

// timestep_schedules.cpp: levels of the model, chosen by their timesteps.
Result<std::vector<double>> normal(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> simple(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> sgm_uniform(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> ddim_uniform(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> beta(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> turbo(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> lcm_timesteps(const NoiseTable& table, std::uint32_t steps);

// sigma_schedules.cpp: sigmas between the ends of the table.
Result<std::vector<double>> karras(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> exponential(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> align_your_steps(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> align_your_steps_a1111(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> kl_optimal(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> kl_optimal_a1111(const NoiseTable& table, std::uint32_t steps);
Result<std::vector<double>> beta_a1111(const NoiseTable& table, std::uint32_t steps);

/// Beta(0.6, 0.6) of "Beta Sampling is All You Need" (Lee et al. 2024).
constexpr double beta_shape = 0.6;

/// `count` numbers from `first` to `last`; one number is `first`.
inline std::vector<double> evenly_spaced(double first, double last, std::uint32_t count) {
    std::vector<double> values(count, first);
    for (std::uint32_t i = 1; i < count; ++i) values[i] = std::lerp(first, last, static_cast<double>(i) / (count - 1));
    return values;
}

inline std::vector<double> ending_at_zero(std::vector<double> sigmas) {
    sigmas.push_back(0);
    return sigmas;
}

}  // namespace lemnos
