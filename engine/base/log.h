// SPDX-License-Identifier: Apache-2.0
// Diagnostic messages for developers, to one sink (standard error unless set). Thread-safe.
// Not for results or for errors that a person must act on: those are Results.
#pragma once

#include <functional>
#include <string_view>

#include <fmt/format.h>

namespace lemnos {

enum class LogLevel { debug, info, warning };

using LogSink = std::function<void(LogLevel, std::string_view)>;

/// Replaces the sink; an empty function restores standard error. Debug messages reach standard error only
/// when the environment variable LEMNOS_LOG is "debug".
void set_log_sink(LogSink sink);
void log_line(LogLevel level, std::string_view line);

template <typename... Args>
void log(LogLevel level, fmt::format_string<Args...> format, Args&&... args) {
    log_line(level, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace lemnos
