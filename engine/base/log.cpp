// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace lemnos {
namespace {

std::mutex& sink_mutex() {
    static std::mutex mutex;
    return mutex;
}

LogSink& sink() {
    static LogSink sink;
    return sink;
}

bool shows_debug() {
    const char* value = std::getenv("LEMNOS_LOG");
    return value != nullptr && std::string_view(value) == "debug";
}

void write_to_standard_error(LogLevel level, std::string_view line) {
    if (level == LogLevel::debug && !shows_debug()) return;
    const char* prefix = level == LogLevel::warning ? "warning: " : "";
    std::fprintf(stderr, "%s%.*s\n", prefix, static_cast<int>(line.size()), line.data());
}

}  // namespace

void set_log_sink(LogSink new_sink) {
    const std::lock_guard lock(sink_mutex());
    sink() = std::move(new_sink);
}

void log_line(LogLevel level, std::string_view line) {
    const std::lock_guard lock(sink_mutex());
    if (sink())
        sink()(level, line);
    else
        write_to_standard_error(level, line);
}

}  // namespace lemnos
