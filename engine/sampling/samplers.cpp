// SPDX-License-Identifier: Apache-2.0
#include "sampling/samplers.h"

#include <array>

#include "sampling/find_row.h"
#include "sampling/steps.h"

namespace lemnos {
namespace {

constexpr std::array rows{
    Sampler{"euler", "Euler", euler, 1, Noise::none},
    Sampler{"euler_a", "Euler a", euler_ancestral, 1, Noise::per_step},
    Sampler{"heun", "Heun", heun, 2, Noise::none},
    Sampler{"dpmpp_2m", "DPM++ 2M", dpmpp_2m, 1, Noise::none},
    Sampler{"dpmpp_2m_sde", "DPM++ 2M SDE", dpmpp_2m_sde, 1, Noise::per_step},
    Sampler{"ddim", "DDIM", ddim, 1, Noise::none},
    Sampler{"lcm", "LCM", lcm, 1, Noise::per_step},
};

}  // namespace

std::span<const Sampler> samplers() { return rows; }

Result<const Sampler*> find_sampler(std::string_view id_or_name) { return find_row(samplers(), id_or_name, "sampler"); }

}  // namespace lemnos
