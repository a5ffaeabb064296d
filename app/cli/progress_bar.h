// SPDX-License-Identifier: Apache-2.0
// Progress on standard error: on a terminal one line that redraws itself, elsewhere (logs) a line per stage and now
// and then one while sampling. Owned by the command; one thread.
#pragma once

#include <chrono>
#include <string>

#include "pipeline/session.h"

namespace lemnos::cli {

class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const Progress& progress);
    /// Takes the bar off the terminal, so that the next line stands alone.
    void clear();

private:
    enum class Target { terminal, log };
    using Clock = std::chrono::steady_clock;

    std::string speed(const Progress& progress) const;
    void draw(const Progress& progress);
    void log(const Progress& progress);

    Target m_target;
    Stage m_stage = Stage::loading;
    Clock::time_point m_first_step;  // when sampling began
    Clock::time_point m_last_logged;
    bool m_started = false;
};

}  // namespace lemnos::cli
