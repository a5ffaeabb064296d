// SPDX-License-Identifier: Apache-2.0
// Where programs that run the same model on the same request part, as plain data: one row for each program whose
// pictures a request may ask for (`Request::compat`). What can be reproduced is the visible picture, not the last bit.
// A table; any thread.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "sampling/noise_schedule.h"
#include "sampling/prediction.h"
#include "sampling/run_noise.h"
#include "text/prompt_rules.h"

namespace lemnos {

/// What a start picture becomes: the autoencoder returns a distribution of latents.
enum class EncodedPicture {
    mean,   // ComfyUI, and native
    drawn,  // by torch's global generator on the CPU (A1111). Nobody stores in what state that is; here it is as after
            // a run with the same seed.
};

/// What models whose text also goes into the time embedding (SDXL) are told of an empty negative prompt.
enum class EmptyNegative {
    encoded,  // as of any text (ComfyUI, and native)
    zeros,    // A1111
};

struct Compatibility {
    std::string_view id;
    std::string_view name;
    NoiseOrder noise;
    StartScale start_scale = StartScale::with_picture;
    TimestepChoice timesteps = TimestepChoice::nearest;
    PartialDenoise partial = PartialDenoise::all_steps;
    ScheduleForm schedules = ScheduleForm::comfyui;
    PromptRules prompts = a1111_prompts;
    EncodedPicture start_picture = EncodedPicture::mean;
    EmptyNegative empty_negative = EmptyNegative::encoded;
};

/// The only list of profiles: the command line, the request and the tests read it. The first is our own.
std::span<const Compatibility> compatibilities();
/// By id or by name; the error lists what there is.
Result<const Compatibility*> find_compatibility(std::string_view id_or_name);

}  // namespace lemnos
