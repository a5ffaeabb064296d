// SPDX-License-Identifier: Apache-2.0
#include "sampling/samplers.h"

#include <array>

#include "sampling/find_row.h"
#include "sampling/steps.h"

namespace lemnos {
namespace {

constexpr std::array rows{
    Sampler{"euler", "Euler", euler, 1},
    Sampler{"euler_a", "Euler a", euler_ancestral, 1, Noise::fresh, 1.0},
    Sampler{"heun", "Heun", heun, 2},
    Sampler{"dpm_2", "DPM2", dpm_2, 2, Noise::none, {}, PenultimateSigma::left_out},
    Sampler{"dpm_2_a", "DPM2 a", dpm_2_ancestral, 2, Noise::fresh, 1.0, PenultimateSigma::left_out},
    Sampler{"dpmpp_2m", "DPM++ 2M", dpmpp_2m, 1},
    Sampler{"dpmpp_sde", "DPM++ SDE", dpmpp_sde, 2, Noise::brownian, 1.0},
    Sampler{"dpmpp_2m_sde", "DPM++ 2M SDE", dpmpp_2m_sde, 1, Noise::brownian, 1.0},
    Sampler{"dpmpp_3m_sde", "DPM++ 3M SDE", dpmpp_3m_sde, 1, Noise::brownian, 1.0},
    Sampler{"uni_pc", "UniPC", uni_pc_bh1, 1, Noise::none, {}, PenultimateSigma::left_out},
    Sampler{"uni_pc_bh2", "UniPC BH2", uni_pc_bh2, 1, Noise::none, {}, PenultimateSigma::left_out},
    Sampler{"ddim", "DDIM", ddim, 1, Noise::fresh, 0.0},
    Sampler{"lcm", "LCM", lcm, 1, Noise::fresh},
    Sampler{"tcd", "TCD", tcd, 1, Noise::fresh, 0.3},
};

}  // namespace

std::span<const Sampler> samplers() { return rows; }

Result<const Sampler*> find_sampler(std::string_view id_or_name) { return find_row(samplers(), id_or_name, "sampler"); }

}  // namespace lemnos
