// SPDX-License-Identifier: Apache-2.0
#include "sampling/noise_schedule.h"

#include <algorithm>
#include <array>

#include "sampling/find_row.h"
#include "sampling/schedule_functions.h"

namespace lemnos {
namespace {

constexpr std::uint32_t most_steps = 1000;
constexpr double least_strength = 1e-3;  // below it a schedule of all_steps would have millions of levels

constexpr std::array rows{
    Schedule{"normal", "Normal", normal},
    Schedule{"simple", "Simple", simple},
    Schedule{"karras", "Karras", karras},
    Schedule{"exponential", "Exponential", exponential},
    Schedule{"sgm_uniform", "SGM Uniform", sgm_uniform},
    Schedule{"ddim_uniform", "DDIM Uniform", ddim_uniform},
    Schedule{"beta", "Beta", beta, beta_a1111},
    Schedule{"align_your_steps", "Align Your Steps", align_your_steps, align_your_steps_a1111},
    Schedule{"kl_optimal", "KL Optimal", kl_optimal, kl_optimal_a1111},
    Schedule{"turbo", "Turbo", turbo},
    Schedule{"lcm", "LCM", lcm_timesteps},
};

Result<std::vector<double>> scheduled(const Schedule& schedule, const NoiseTable& table, std::uint32_t steps,
                                      const SigmaOptions& options) {
    const bool is_a1111 = options.form == ScheduleForm::a1111 && schedule.sigmas_a1111 != nullptr;
    const ScheduleFunction choose = is_a1111 ? schedule.sigmas_a1111 : schedule.sigmas;
    if (options.penultimate == PenultimateSigma::kept) return choose(table, steps);
    LEMNOS_TRY(std::vector<double> sigmas, choose(table, steps + 1));
    if (sigmas.size() > 2) sigmas.erase(sigmas.end() - 2);
    return sigmas;
}

}  // namespace

std::span<const Schedule> schedules() { return rows; }

Result<const Schedule*> find_schedule(std::string_view id_or_name) {
    return find_row(schedules(), id_or_name, "schedule");
}

Result<std::vector<double>> run_sigmas(const Schedule& schedule, const NoiseTable& table, std::uint32_t steps,
                                       double strength, const SigmaOptions& options) {
    if (steps < 1 || steps > most_steps) return invalid("steps must be 1 to {}, not {}", most_steps, steps);
    if (!(strength >= 0 && strength <= 1)) return invalid("strength must be 0 to 1, not {}", strength);
    if (strength < least_strength) return std::vector<double>{0.0};
    if (options.partial == PartialDenoise::share_of_steps) {
        LEMNOS_TRY(std::vector<double> sigmas, scheduled(schedule, table, steps, options));
        if (strength == 1) return sigmas;
        // A1111 keeps one step more than the share.
        const auto kept = static_cast<std::uint32_t>(std::min(strength, 0.999) * steps) + 1;
        const std::size_t left_out = std::min<std::size_t>(steps - std::min(kept, steps), sigmas.size() - 1);
        sigmas.erase(sigmas.begin(), sigmas.begin() + static_cast<std::ptrdiff_t>(left_out));
        return sigmas;
    }
    if (strength > 0.9999) return scheduled(schedule, table, steps, options);
    LEMNOS_TRY(std::vector<double> sigmas,
               scheduled(schedule, table, static_cast<std::uint32_t>(steps / strength), options));
    const std::size_t kept = std::min<std::size_t>(steps + 1, sigmas.size());
    sigmas.erase(sigmas.begin(), sigmas.end() - static_cast<std::ptrdiff_t>(kept));
    return sigmas;
}

}  // namespace lemnos
