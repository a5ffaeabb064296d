// SPDX-License-Identifier: Apache-2.0
// The model as a sampler sees it: a noisy latent in, the clean latent that it means out. Guidance (Ho & Salimans 2022)
// runs the network with and without the prompt in one batch.
// Lives for one run; engine thread only.
#pragma once

#include "pipeline/loaded_model.h"
#include "pipeline/request.h"
#include "sampling/noise_schedule.h"

namespace lemnos {

/// What the network is told of one text.
struct Condition {
    HostTensor context;  // [1, tokens, context_dim]
    HostTensor labels;   // [1, adm_in_channels]; empty where the network takes none
};

struct Conditioning {
    Condition prompt;
    Condition negative;  // shaped like it; not used at guidance 1
};

class Denoising {
public:
    Denoising(LoadedModel& model, const NoiseTable& table, TimestepChoice timesteps, const Request& request,
              Conditioning text, const CancelToken& cancel)
        : m_model(model),
          m_table(table),
          m_timesteps(timesteps),
          m_request(request),
          m_text(std::move(text)),
          m_cancel(cancel) {}

    /// x [batch, channels, height, width], NCHW.
    Result<HostTensor> denoise(const HostTensor& x, double sigma);

    /// Floating-point operations of the network so far.
    double flops_done() const { return m_flops_done; }

    bool is_guided() const { return m_request.guidance_scale != 1; }
    /// The size of the network for latents of this size, for making it ready.
    UNetSize network_size(std::uint32_t pictures, std::uint32_t height, std::uint32_t width) const;

private:
    Result<HostTensor> predict(const HostTensor& input, double timestep);
    Result<HostTensor> predict_some(std::span<const float> pictures, const Shape& nhwc, double timestep);

    LoadedModel& m_model;
    const NoiseTable& m_table;
    TimestepChoice m_timesteps;
    const Request& m_request;
    Conditioning m_text;
    CancelToken m_cancel;
    double m_flops_done = 0;
    std::uint32_t m_at_once = 16;  // at most so many pictures; halved when memory runs out
};

/// How many pictures go through the network at once: enough to fill a device, few enough to fit.
std::uint32_t pictures_at_once(std::uint32_t batch, std::uint32_t height, std::uint32_t width);

}  // namespace lemnos
