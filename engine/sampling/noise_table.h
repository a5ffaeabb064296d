// SPDX-License-Identifier: Apache-2.0
// The noise levels that a model was trained with, and how its network is told of them. Sigma is the standard deviation
// of the noise beside a latent of unit scale (Karras et al. 2022); a timestep counts the levels.
// Plain values in double precision; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace lemnos {

enum class BetaSchedule {
    scaled_linear,  // linear in the square root: Stable Diffusion
    linear,         // Ho et al. 2020
};

/// Whether the last level still shows some of the picture.
enum class TerminalSnr {
    as_trained,
    zero,  // rescaled so that it shows none (Lin et al. 2023, algorithm 1): needs a model that predicts velocity
};

/// Levels of a model that was trained on any sigma (Karras et al. 2022): evenly spaced in log sigma, and the network is
/// told log(sigma) / 4 instead of a timestep. CosXL has 0.002 to 120, Playground 2.5 0.002 to 80.
struct ContinuousSigmas {
    double smallest = 0.002;
    double largest = 120;
};

/// The sigmas of Align Your Steps (Sabour et al. 2024), which belong to a kind of model: ten steps and where they end.
using AlignedSigmas = std::array<double, 11>;
inline constexpr AlignedSigmas aligned_sd1{14.615, 6.475, 3.861, 2.697, 1.886, 1.396,
                                           0.963,  0.652, 0.399, 0.152, 0.029};
inline constexpr AlignedSigmas aligned_sdxl{14.615, 6.315, 3.771, 2.181, 1.342, 0.862,
                                            0.555,  0.380, 0.234, 0.113, 0.029};

/// What a model was trained with; the defaults are Stable Diffusion's, SD 1.x to SDXL.
struct TrainingNoise {
    BetaSchedule betas = BetaSchedule::scaled_linear;
    double start = 0.00085;
    double end = 0.012;
    std::uint32_t steps = 1000;
    TerminalSnr terminal_snr = TerminalSnr::as_trained;
    std::optional<ContinuousSigmas> continuous;  // instead of the betas
    double sigma_data = 1;                       // of clean latents, for preconditioning (prediction.h)
    AlignedSigmas aligned = aligned_sd1;
};

/// What a network is told of a sigma that is not one of its levels.
enum class TimestepChoice {
    nearest,     // the nearest level (ComfyUI, and native)
    fractional,  // between two levels (A1111)
};

class NoiseTable {
public:
    static Result<NoiseTable> create(const TrainingNoise& training = {});

    /// By timestep, ascending: sqrt((1 - kept) / kept), with kept the product of 1 - beta.
    std::span<const double> sigmas() const { return m_sigmas; }
    double smallest() const { return m_sigmas.front(); }
    double largest() const { return m_sigmas.back(); }
    double last_timestep() const { return static_cast<double>(m_sigmas.size() - 1); }
    const AlignedSigmas& aligned() const { return m_aligned; }

    /// Between two timesteps log sigma is linear; outside the table its ends count.
    double sigma_at(double timestep) const;
    /// The timestep whose log sigma is nearest, the lower of two.
    std::uint32_t nearest_timestep(double sigma) const;
    /// The inverse of sigma_at.
    double fractional_timestep(double sigma) const;
    /// The number that the network is given for a sigma.
    double network_timestep(double sigma, TimestepChoice choice) const;

private:
    std::vector<double> m_sigmas;
    std::vector<double> m_logs;
    AlignedSigmas m_aligned{};
    bool m_is_continuous = false;
};

}  // namespace lemnos
