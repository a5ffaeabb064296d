// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_bar.h"

#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace lemnos::cli {
namespace {

constexpr std::uint32_t bar_width = 30;  // characters
constexpr std::chrono::seconds between_log_lines{5};

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::loading: return "Loading the model";
        case Stage::encoding_text: return "Reading the prompt";
        case Stage::sampling: return "Painting";
        case Stage::decoding: return "Developing the picture";
    }
    return "";
}

double seconds(std::chrono::steady_clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string remaining_text(double remaining) {
    if (remaining < 60) return fmt::format("{:.0f} s left", remaining);
    return fmt::format("{:%M:%S} left", std::chrono::seconds(static_cast<int>(remaining)));
}

}  // namespace

ProgressBar::ProgressBar() : m_target(isatty(STDERR_FILENO) == 1 ? Target::terminal : Target::log) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::show(const Progress& progress) {
    const bool new_stage = !m_started || progress.stage != m_stage;
    m_started = true;
    m_stage = progress.stage;
    if (new_stage && progress.stage == Stage::sampling) m_first_step = Clock::now();
    if (m_target == Target::terminal) return draw(progress);
    if (new_stage || Clock::now() - m_last_logged >= between_log_lines) log(progress);
}

// "4.2 it/s, 3 s left"; slow devices are told in seconds per step.
std::string ProgressBar::speed(const Progress& progress) const {
    const double elapsed = seconds(Clock::now() - m_first_step);
    if (progress.step == 0 || elapsed <= 0) return {};
    const double per_step = elapsed / progress.step;
    const std::string rate =
        per_step < 1 ? fmt::format("{:.1f} it/s", 1 / per_step) : fmt::format("{:.1f} s/it", per_step);
    return fmt::format("{}, {}", rate, remaining_text(per_step * (progress.steps - progress.step)));
}

void ProgressBar::draw(const Progress& progress) {
    std::string line{name_of(progress.stage)};
    if (progress.stage == Stage::sampling && progress.steps > 0) {
        const std::uint32_t filled = bar_width * progress.step / progress.steps;
        line += fmt::format(" [{:#<{}}{:.<{}}] {}/{}  {}", "", filled, "", bar_width - filled, progress.step,
                            progress.steps, speed(progress));
    }
    fmt::print(stderr, "\r{}\x1b[K", line);  // carriage return, text, erase the rest of the line
}

void ProgressBar::log(const Progress& progress) {
    m_last_logged = Clock::now();
    if (progress.stage == Stage::sampling && progress.step > 0)
        fmt::print(stderr, "{} {}/{}, {}\n", name_of(progress.stage), progress.step, progress.steps, speed(progress));
    else
        fmt::print(stderr, "{}\n", name_of(progress.stage));
}

void ProgressBar::clear() {
    if (m_started && m_target == Target::terminal) fmt::print(stderr, "\r\x1b[K");
    m_started = false;
}

}  // namespace lemnos::cli
