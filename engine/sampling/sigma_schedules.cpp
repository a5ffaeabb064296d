// SPDX-License-Identifier: Apache-2.0
// Schedules that choose sigmas between the ends of the table.
#include <algorithm>

#include "sampling/beta_distribution.h"
#include "sampling/schedule_functions.h"

namespace lemnos {
namespace {

/// `count` sigmas along the published ones, between which the logarithm is linear.
std::vector<double> along(const AlignedSigmas& aligned, std::uint32_t count) {
    std::vector<double> sigmas = evenly_spaced(0, static_cast<double>(aligned.size() - 1), count);
    for (double& value : sigmas) {
        const auto low = std::min(static_cast<std::size_t>(value), aligned.size() - 2);
        value =
            std::exp(std::lerp(std::log(aligned[low]), std::log(aligned[low + 1]), value - static_cast<double>(low)));
    }
    return sigmas;
}

/// `count` sigmas of the schedule that is optimal for the Kullback-Leibler divergence: evenly spaced in their
/// arctangent (Sabour et al. 2024, equation 12).
std::vector<double> optimal(const NoiseTable& table, std::uint32_t count) {
    std::vector<double> sigmas = evenly_spaced(std::atan(table.largest()), std::atan(table.smallest()), count);
    for (double& value : sigmas) value = std::tan(value);
    return sigmas;
}

}  // namespace

// Karras et al. 2022, equation 5, with rho = 7.
Result<std::vector<double>> karras(const NoiseTable& table, std::uint32_t steps) {
    constexpr double rho = 7;
    std::vector<double> sigmas =
        evenly_spaced(std::pow(table.largest(), 1 / rho), std::pow(table.smallest(), 1 / rho), steps);
    for (double& value : sigmas) value = std::pow(value, rho);
    return ending_at_zero(std::move(sigmas));
}

Result<std::vector<double>> exponential(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> sigmas = evenly_spaced(std::log(table.largest()), std::log(table.smallest()), steps);
    for (double& value : sigmas) value = std::exp(value);
    return ending_at_zero(std::move(sigmas));
}

// The last published sigma is where the ten steps end: the run goes on to zero in its place.
Result<std::vector<double>> align_your_steps(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> sigmas = along(table.aligned(), steps + 1);
    sigmas.back() = 0;
    return sigmas;
}

// Here zero follows the last published sigma.
Result<std::vector<double>> align_your_steps_a1111(const NoiseTable& table, std::uint32_t steps) {
    return ending_at_zero(along(table.aligned(), steps));
}

Result<std::vector<double>> kl_optimal(const NoiseTable& table, std::uint32_t steps) {
    return ending_at_zero(optimal(table, steps));
}

// Ends at the smallest sigma instead of zero.
Result<std::vector<double>> kl_optimal_a1111(const NoiseTable& table, std::uint32_t steps) {
    return optimal(table, steps + 1);
}

// Quantiles of the sigmas instead of the timesteps.
Result<std::vector<double>> beta_a1111(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> sigmas = evenly_spaced(1, 0, steps);
    for (double& value : sigmas)
        value = std::lerp(table.smallest(), table.largest(), beta_quantile(value, beta_shape, beta_shape));
    return ending_at_zero(std::move(sigmas));
}

}  // namespace lemnos
