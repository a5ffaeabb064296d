// SPDX-License-Identifier: Apache-2.0
// Rough pictures while sampling, one after every step: from the tiny autoencoder where a tenth of the time pays for it,
// otherwise the colors of the latents, which cost nothing.
// Lives for one run; engine thread only.
#pragma once

#include <chrono>
#include <functional>

#include "pipeline/loaded_model.h"
#include "pipeline/session.h"

namespace lemnos {

/// Whether the tiny autoencoder is worth its time now. Until it has run once, its time is guessed from its work.
class PreviewBudget {
public:
    /// Seconds since sampling began and floating-point operations done in it; what a preview takes of them.
    bool allows(double seconds, double flops_done, double flops_wanted) const;
    bool is_untouched() const { return m_spent == 0; }
    void spend(double seconds) {
        m_last = seconds;
        m_spent += seconds;
    }

private:
    double m_last = 0;
    double m_spent = 0;
};

class Preview {
public:
    using Show = std::function<void(std::uint32_t step, std::vector<Picture>)>;

    Preview(LoadedModel& model, DType dtype, Show show, const CancelToken& cancel)
        : m_model(model), m_dtype(dtype), m_show(std::move(show)), m_cancel(cancel) {}

    /// Shows the clean latents that were seen after a step, [batch, channels, height, width]; `flops_done` is the work
    /// of sampling so far. What fails here is only logged: a run does not end for want of a preview. Cancelling is no
    /// failure.
    Status after_step(std::uint32_t step, const HostTensor& denoised, double flops_done);

private:
    using Clock = std::chrono::steady_clock;
    static double seconds_since(Clock::time_point begin) {
        return std::chrono::duration<double>(Clock::now() - begin).count();
    }
    enum class Way { none, colors, decoder };
    Result<Way> choose(const HostTensor& denoised, double flops_done);
    Result<std::vector<Picture>> pictures(const HostTensor& denoised, Way way);

    LoadedModel& m_model;
    DType m_dtype;
    Show m_show;
    CancelToken m_cancel;
    Clock::time_point m_begin = Clock::now();
    PreviewBudget m_budget;
};

}  // namespace lemnos
