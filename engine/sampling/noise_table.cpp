// SPDX-License-Identifier: Apache-2.0
#include "sampling/noise_table.h"

#include <algorithm>
#include <cmath>

namespace lemnos {
namespace {

// What Lin et al. leave of the picture's variance in place of zero, which has no sigma; ComfyUI's number.
constexpr double least_kept = 4.8973451890853435e-08;
constexpr std::uint32_t continuous_levels = 1000;  // for schedules that choose among levels; as ComfyUI

double beta_at(const TrainingNoise& training, std::uint32_t step) {
    const double share = training.steps == 1 ? 0.0 : static_cast<double>(step) / (training.steps - 1);
    if (training.betas == BetaSchedule::linear) return std::lerp(training.start, training.end, share);
    const double root = std::lerp(std::sqrt(training.start), std::sqrt(training.end), share);
    return root * root;
}

/// Of the picture's variance, by timestep.
std::vector<double> kept_shares(const TrainingNoise& training) {
    std::vector<double> kept(training.steps);
    double product = 1;
    for (std::uint32_t step = 0; step < training.steps; ++step) kept[step] = product *= 1 - beta_at(training, step);
    return kept;
}

/// Shifts the square roots so that the last becomes zero and the first stays.
void rescale_to_zero_terminal_snr(std::vector<double>& kept) {
    const double first = std::sqrt(kept.front());
    const double last = std::sqrt(kept.back());
    for (double& value : kept) {
        const double root = (std::sqrt(value) - last) * first / (first - last);
        value = root * root;
    }
    kept.back() = least_kept;
}

Result<std::vector<double>> discrete_sigmas(const TrainingNoise& training) {
    if (training.steps < 2 || training.steps > 100'000)
        return invalid("a noise table cannot have {} steps", training.steps);
    if (!(training.start > 0 && training.start <= training.end && training.end < 1))
        return invalid("betas from {} to {} are not within 0..1", training.start, training.end);
    std::vector<double> sigmas = kept_shares(training);
    if (training.terminal_snr == TerminalSnr::zero) rescale_to_zero_terminal_snr(sigmas);
    for (double& value : sigmas) value = std::sqrt((1 - value) / value);
    if (!std::isfinite(sigmas.back())) return invalid("betas up to {} leave nothing of the picture", training.end);
    return sigmas;
}

Result<std::vector<double>> continuous_sigmas(const ContinuousSigmas& range) {
    if (!(range.smallest > 0 && range.smallest < range.largest && std::isfinite(range.largest)))
        return invalid("sigmas from {} to {} are no range", range.smallest, range.largest);
    std::vector<double> sigmas(continuous_levels);
    for (std::uint32_t i = 0; i < continuous_levels; ++i)
        sigmas[i] = std::exp(std::lerp(std::log(range.smallest), std::log(range.largest),
                                       static_cast<double>(i) / (continuous_levels - 1)));
    return sigmas;
}

}  // namespace

Result<NoiseTable> NoiseTable::create(const TrainingNoise& training) {
    NoiseTable table;
    table.m_is_continuous = training.continuous.has_value();
    table.m_aligned = training.aligned;
    LEMNOS_TRY(table.m_sigmas,
               training.continuous ? continuous_sigmas(*training.continuous) : discrete_sigmas(training));
    for (const double sigma : table.m_sigmas) table.m_logs.push_back(std::log(sigma));
    return table;
}

double NoiseTable::sigma_at(double timestep) const {
    const double inside = std::clamp(timestep, 0.0, last_timestep());
    const auto low = std::min(static_cast<std::size_t>(inside), m_logs.size() - 2);
    return std::exp(std::lerp(m_logs[low], m_logs[low + 1], inside - static_cast<double>(low)));
}

double NoiseTable::fractional_timestep(double sigma) const {
    const double log = std::clamp(std::log(sigma), m_logs.front(), m_logs.back());
    const auto above = std::ranges::upper_bound(m_logs, log) - m_logs.begin();
    const auto low = std::min(static_cast<std::size_t>(above - 1), m_logs.size() - 2);
    return static_cast<double>(low) + (log - m_logs[low]) / (m_logs[low + 1] - m_logs[low]);
}

std::uint32_t NoiseTable::nearest_timestep(double sigma) const {
    const double log = std::log(sigma);
    const auto above = std::ranges::lower_bound(m_logs, log) - m_logs.begin();
    const auto high = std::min(static_cast<std::size_t>(above), m_logs.size() - 1);
    const std::size_t low = high == 0 ? 0 : high - 1;
    return static_cast<std::uint32_t>(std::abs(m_logs[low] - log) <= std::abs(m_logs[high] - log) ? low : high);
}

double NoiseTable::network_timestep(double sigma, TimestepChoice choice) const {
    if (m_is_continuous) return std::log(sigma) / 4;
    return choice == TimestepChoice::fractional ? fractional_timestep(sigma) : nearest_timestep(sigma);
}

}  // namespace lemnos
