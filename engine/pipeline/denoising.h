// SPDX-License-Identifier: Apache-2.0
// The model as a sampler sees it: a noisy latent in, the clean latent that it means out. Every picture goes through the
// network once for each of its texts (Conditioning), as many at a time as fit.
// Lives for one run; engine thread only.
#pragma once

#include <algorithm>

#include "pipeline/conditioning.h"
#include "pipeline/loaded_model.h"
#include "pipeline/request.h"
#include "sampling/noise_schedule.h"

namespace lemnos {

class Denoising {
public:
    /// `further_channels` [batch, channels, height, width] stand behind the latents: mask and surroundings of
    /// inpainting checkpoints. Empty for others.
    Denoising(LoadedModel& model, const NoiseTable& table, TimestepChoice timesteps, const Request& request,
              Conditioning text, HostTensor further_channels, const CancelToken& cancel)
        : m_model(model),
          m_table(table),
          m_timesteps(timesteps),
          m_request(request),
          m_text(std::move(text)),
          m_further(further_channels.values.empty() ? HostTensor() : nhwc_from_nchw(further_channels)),
          m_cancel(cancel) {}

    /// Which step the next calls belong to, counted from 1: prompts may change.
    void begin_step(std::uint32_t step) { m_step = step; }

    /// At most so many evaluations go through the network at once.
    void limit_evaluations(std::size_t most) { m_at_once = std::min(m_at_once, most); }

    /// x [batch, channels, height, width], NCHW.
    Result<HostTensor> denoise(const HostTensor& x, double sigma);

    /// Floating-point operations of the network so far.
    double flops_done() const { return m_flops_done; }

private:
    Result<HostTensor> predict(const HostTensor& input, double timestep);
    bool take_less(const Shape& latents);
    NetworkUse network_for(const Shape& latents, std::size_t evaluations) const;
    Result<HostTensor> predict_some(const HostTensor& nhwc, std::span<const Evaluation> some, double timestep);

    LoadedModel& m_model;
    const NoiseTable& m_table;
    TimestepChoice m_timesteps;
    const Request& m_request;
    Conditioning m_text;
    HostTensor m_further;  // NHWC
    CancelToken m_cancel;
    double m_flops_done = 0;
    std::uint32_t m_step = 1;
    std::size_t m_at_once = 32;  // at most so many evaluations; halved when memory runs out
};

/// How many of the evaluations of a step go through the network at once: enough to fill a device, few enough to fit.
/// Height and width are those of latents.
std::size_t evaluations_at_once(std::size_t evaluations, std::uint32_t height, std::uint32_t width);

}  // namespace lemnos
