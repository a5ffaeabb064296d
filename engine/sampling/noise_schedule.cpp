// SPDX-License-Identifier: Apache-2.0
#include "sampling/noise_schedule.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sampling/find_row.h"

namespace lemnos {
namespace {

constexpr std::uint32_t most_steps = 1000;
constexpr double least_strength = 1e-3;  // below it a schedule of all_steps would have millions of levels

double beta_at(const TrainingNoise& training, std::uint32_t step) {
    const double share = training.steps == 1 ? 0.0 : static_cast<double>(step) / (training.steps - 1);
    if (training.betas == BetaSchedule::linear) return std::lerp(training.start, training.end, share);
    const double root = std::lerp(std::sqrt(training.start), std::sqrt(training.end), share);
    return root * root;
}

/// `count` numbers from `first` to `last`; one number is `first`.
std::vector<double> evenly_spaced(double first, double last, std::uint32_t count) {
    std::vector<double> values(count, first);
    for (std::uint32_t i = 1; i < count; ++i) values[i] = std::lerp(first, last, static_cast<double>(i) / (count - 1));
    return values;
}

std::vector<double> at_timesteps(const NoiseTable& table, std::vector<double> timesteps) {
    for (double& value : timesteps) value = table.sigma_at(value);
    return timesteps;
}

std::vector<double> normal(const NoiseTable& table, std::uint32_t steps) {
    return at_timesteps(table, evenly_spaced(table.last_timestep(), 0, steps));
}

// Evenly spaced in time, without the lowest level (Stability AI's generative-models).
std::vector<double> sgm_uniform(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> timesteps = evenly_spaced(table.last_timestep(), 0, steps + 1);
    timesteps.pop_back();
    return at_timesteps(table, std::move(timesteps));
}

// Entries of the table at even distances from its end.
std::vector<double> simple(const NoiseTable& table, std::uint32_t steps) {
    const std::span<const double> sigmas = table.sigmas();
    const double distance = static_cast<double>(sigmas.size()) / steps;
    std::vector<double> chosen(steps);
    for (std::uint32_t i = 0; i < steps; ++i)
        chosen[i] = sigmas[sigmas.size() - 1 - static_cast<std::size_t>(i * distance)];
    return chosen;
}

// Karras et al. 2022, equation 5, with rho = 7.
std::vector<double> karras(const NoiseTable& table, std::uint32_t steps) {
    constexpr double rho = 7;
    std::vector<double> sigmas =
        evenly_spaced(std::pow(table.largest(), 1 / rho), std::pow(table.smallest(), 1 / rho), steps);
    for (double& value : sigmas) value = std::pow(value, rho);
    return sigmas;
}

std::vector<double> exponential(const NoiseTable& table, std::uint32_t steps) {
    std::vector<double> sigmas = evenly_spaced(std::log(table.largest()), std::log(table.smallest()), steps);
    for (double& value : sigmas) value = std::exp(value);
    return sigmas;
}

constexpr std::array rows{
    Schedule{"normal", "Normal", normal},
    Schedule{"simple", "Simple", simple},
    Schedule{"karras", "Karras", karras},
    Schedule{"exponential", "Exponential", exponential},
    Schedule{"sgm_uniform", "SGM Uniform", sgm_uniform},
};

}  // namespace

Result<NoiseTable> NoiseTable::create(const TrainingNoise& training) {
    if (training.steps < 2 || training.steps > 100'000)
        return invalid("a noise table cannot have {} steps", training.steps);
    if (!(training.start > 0 && training.start <= training.end && training.end < 1))
        return invalid("betas from {} to {} are not within 0..1", training.start, training.end);
    NoiseTable table;
    double kept = 1;  // of the picture's variance
    for (std::uint32_t step = 0; step < training.steps; ++step) {
        kept *= 1 - beta_at(training, step);
        table.m_sigmas.push_back(std::sqrt((1 - kept) / kept));
        table.m_logs.push_back(std::log(table.m_sigmas.back()));
    }
    if (!std::isfinite(table.largest())) return invalid("betas up to {} leave nothing of the picture", training.end);
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

std::span<const Schedule> schedules() { return rows; }

Result<const Schedule*> find_schedule(std::string_view id_or_name) {
    return find_row(schedules(), id_or_name, "schedule");
}

Result<std::vector<double>> run_sigmas(const Schedule& schedule, const NoiseTable& table, std::uint32_t steps,
                                       double strength, PartialDenoise partial) {
    if (steps < 1 || steps > most_steps) return invalid("steps must be 1 to {}, not {}", most_steps, steps);
    if (!(strength >= 0 && strength <= 1)) return invalid("strength must be 0 to 1, not {}", strength);
    if (strength < least_strength) return std::vector<double>{0.0};
    std::uint32_t scheduled = steps;
    std::uint32_t kept = steps;
    if (partial == PartialDenoise::share_of_steps && strength < 1)
        // A1111 keeps one step more than the share.
        kept = std::min(steps, static_cast<std::uint32_t>(std::min(strength, 0.999) * steps) + 1);
    else if (strength <= 0.9999)
        scheduled = static_cast<std::uint32_t>(steps / strength);
    std::vector<double> sigmas = schedule.sigmas(table, scheduled);
    sigmas.erase(sigmas.begin(), sigmas.end() - kept);
    sigmas.push_back(0);
    return sigmas;
}

}  // namespace lemnos
