// SPDX-License-Identifier: Apache-2.0
// How noisy a latent is at each step of a run: the table of schedules chooses sigmas among the levels of a model.
// Plain values in double precision; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sampling/noise_table.h"

namespace lemnos {

/// The sigmas of `steps` steps (some schedules take one more or fewer), descending, with the one that the run ends at.
/// Refuses numbers of steps that the schedule cannot have.
using ScheduleFunction = Result<std::vector<double>> (*)(const NoiseTable& table, std::uint32_t steps);

/// A named way to choose the sigmas of a run.
struct Schedule {
    std::string_view id;
    std::string_view name;
    ScheduleFunction sigmas;
    ScheduleFunction sigmas_a1111 = nullptr;  // where A1111's schedule of that name differs
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

/// Whose formula a schedule of one name has.
enum class ScheduleForm { comfyui, a1111 };

/// What becomes of the last sigma above the end. Samplers that evaluate between two sigmas leave it out, and begin with
/// a schedule of one step more.
enum class PenultimateSigma { kept, left_out };

struct SigmaOptions {
    PartialDenoise partial = PartialDenoise::all_steps;
    ScheduleForm form = ScheduleForm::comfyui;
    PenultimateSigma penultimate = PenultimateSigma::kept;
};

/// The sigmas of a run, descending; one more than there are steps. `strength` is 0..1; at 0 there are no steps and the
/// one sigma is 0.
Result<std::vector<double>> run_sigmas(const Schedule& schedule, const NoiseTable& table, std::uint32_t steps,
                                       double strength = 1, const SigmaOptions& options = {});

}  // namespace lemnos
