// SPDX-License-Identifier: Apache-2.0
#include "studio/time_estimate.h"

#include <algorithm>

namespace lemnos::studio {
namespace {

// Enough steps to outvote one hiccup, few enough to follow a machine that becomes busy.
constexpr std::size_t stepsRemembered = 7;

}  // namespace

void TimeEstimate::start() {
    m_steps.clear();
    m_progress = {};
    m_lastStep = -1;
    m_decodeStart = -1;
}

void TimeEstimate::note(const Progress& progress, qint64 now) {
    if (progress.stage == Stage::sampling) {
        if (m_lastStep >= 0 && progress.step > m_progress.step) {
            m_steps.push_back(double(now - m_lastStep) / (progress.step - m_progress.step));
            if (m_steps.size() > stepsRemembered) m_steps.erase(m_steps.begin());
        }
        if (m_lastStep < 0 || progress.step > m_progress.step) m_lastStep = now;
    } else if (progress.stage == Stage::decoding && m_decodeStart < 0) {
        m_decodeStart = now;
    }
    m_progress = progress;
}

void TimeEstimate::finish(qint64 now) {
    if (m_decodeStart >= 0) m_decode = double(now - m_decodeStart);
}

double TimeEstimate::medianStep() const {
    std::vector<double> sorted = m_steps;
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

std::optional<double> TimeEstimate::remaining(qint64 now) const {
    if (m_progress.stage == Stage::decoding)
        return m_decode > 0 ? std::optional(std::max(0.0, m_decode - double(now - m_decodeStart)) / 1000)
                            : std::nullopt;
    if (m_progress.stage != Stage::sampling || m_steps.empty()) return {};
    const double step = medianStep();
    const double intoStep = std::min(step, double(now - m_lastStep));
    return (step * (m_progress.steps - m_progress.step) - intoStep + m_decode) / 1000;
}

}  // namespace lemnos::studio
