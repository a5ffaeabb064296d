// SPDX-License-Identifier: Apache-2.0
// Rough pictures while sampling, from the tiny autoencoder; rationed so that they cost less than a tenth of the time.
// Lives for one run; engine thread only.
#pragma once

#include <chrono>
#include <functional>

#include "pipeline/loaded_model.h"
#include "pipeline/session.h"

namespace lemnos {

class Preview {
public:
    using Show = std::function<void(std::uint32_t step, std::vector<Picture>)>;

    Preview(LoadedModel& model, DType dtype, Show show, const CancelToken& cancel)
        : m_model(model), m_dtype(dtype), m_show(std::move(show)), m_cancel(cancel) {}

    bool is_wanted() const { return m_show && m_model.description().tiny_vae.has_value(); }
    /// Shows the clean latents that were seen after a step, [batch, channels, height, width], if it is time for it.
    /// What fails here is only logged: a run does not end for want of a preview. Cancelling is no failure.
    Status after_step(std::uint32_t step, const HostTensor& denoised);

private:
    using Clock = std::chrono::steady_clock;

    LoadedModel& m_model;
    DType m_dtype;
    Show m_show;
    CancelToken m_cancel;
    Clock::time_point m_last = Clock::now();
    double m_cost = 0;  // seconds of the last preview
};

}  // namespace lemnos
