// SPDX-License-Identifier: Apache-2.0
#include "pipeline/compatibility.h"

#include <array>

#include "sampling/find_row.h"

namespace lemnos {
namespace {

constexpr std::array rows{
    Compatibility{.id = "native", .name = "Lemnos", .noise = {}},
    Compatibility{
        .id = "a1111",
        .name = "A1111",
        .noise = {.sde = SdeNoise::brownian, .path = PathSpan::whole_schedule},
        .start_scale = StartScale::noise_alone,
        .timesteps = TimestepChoice::fractional,
        .partial = PartialDenoise::share_of_steps,
        .schedules = ScheduleForm::a1111,
        .start_picture = EncodedPicture::drawn,
        .empty_negative = EmptyNegative::zeros,
    },
    Compatibility{
        .id = "comfyui",
        .name = "ComfyUI",
        .noise = {.start = StartNoise::torch_cpu,
                  .batch = BatchOrder::one_draw,
                  .steps = StepNoise::restarts,
                  .sde = SdeNoise::brownian},
        .prompts = comfyui_prompts,
    },
};

}  // namespace

std::span<const Compatibility> compatibilities() { return rows; }

Result<const Compatibility*> find_compatibility(std::string_view id_or_name) {
    return find_row(compatibilities(), id_or_name, "compatibility profile");
}

}  // namespace lemnos
