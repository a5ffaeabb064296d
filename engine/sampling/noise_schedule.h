// SPDX-License-Identifier: Apache-2.0
// How noisy a latent is at each step. Sigma is the standard deviation of the noise beside a latent of unit scale
// (Karras et al. 2022); a timestep counts the levels that a network was trained on. NoiseTable joins the two;
// the table of schedules chooses the sigmas of a run. Plain values in double precision; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lemnos {

enum class BetaSchedule {
    scaled_linear,  // linear in the square root: Stable Diffusion
    linear,         // Ho et al. 2020
};

/// What a model was trained with; the defaults are Stable Diffusion's, SD 1.x to SDXL.
struct TrainingNoise {
    BetaSchedule betas = BetaSchedule::scaled_linear;
    double start = 0.00085;
    double end = 0.012;
    std::uint32_t steps = 1000;
};

class NoiseTable {
public:
    static Result<NoiseTable> create(const TrainingNoise& training = {});

    /// By timestep, ascending: sqrt((1 - kept) / kept), with kept the product of 1 - beta.
    std::span<const double> sigmas() const { return m_sigmas; }
    double smallest() const { return m_sigmas.front(); }
    double largest() const { return m_sigmas.back(); }
    double last_timestep() const { return static_cast<double>(m_sigmas.size() - 1); }

    /// Between two timesteps log sigma is linear; outside the table its ends count.
    double sigma_at(double timestep) const;
    /// The timestep whose log sigma is nearest, the lower of two: what ComfyUI gives to the network, and so do we.
    std::uint32_t nearest_timestep(double sigma) const;
    /// The inverse of sigma_at: what A1111 gives to the network.
    double fractional_timestep(double sigma) const;

private:
    std::vector<double> m_sigmas;
    std::vector<double> m_logs;
};

/// A named way to choose the sigmas of a run.
struct Schedule {
    std::string_view id;
    std::string_view name;
    /// `steps` sigmas, descending, without the 0 at the end.
    std::vector<double> (*sigmas)(const NoiseTable& table, std::uint32_t steps);
};

/// The only list of schedules: the command line, the combo box and the tests read it.
std::span<const Schedule> schedules();
/// By id or by name; the error lists what there is.
Result<const Schedule*> find_schedule(std::string_view id_or_name);

/// What image-to-image with a strength below 1 does.
enum class PartialDenoise {
    all_steps,       // the end of a longer schedule: every requested step happens (ComfyUI, and native)
    share_of_steps,  // the end of the requested schedule: fewer steps happen (A1111)
};

/// The sigmas of a run, descending, with 0 at the end; one more than there are steps. `strength` is 0..1; at 0 there
/// are no steps and the one sigma is 0.
Result<std::vector<double>> run_sigmas(const Schedule& schedule, const NoiseTable& table, std::uint32_t steps,
                                       double strength = 1, PartialDenoise partial = PartialDenoise::all_steps);

}  // namespace lemnos
