// SPDX-License-Identifier: Apache-2.0
// How messages about files show numbers and text that came from a file: readable, short, and harmless in a terminal.
// Free functions; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lemnos {

/// 2132625700 -> "2,132,625,700"
std::string grouped(std::uint64_t number);

/// Untrusted text in quotes: control and bidirectional characters and invalid UTF-8 become '?', and what is longer
/// than 120 bytes is cut with "...".
std::string in_quotes(std::string_view text);

/// The file's own name without its folder.
inline std::string file_name(const std::filesystem::path& path) { return path.filename().string(); }

/// Adds the file's name in front of the message, unless the operating system's message has named it.
template <typename T>
Result<T> naming(const std::filesystem::path& path, Result<T> result) {
    if (!result && !result.error().message.starts_with(path.string()))
        result.error().message = fmt::format("{}: {}", file_name(path), result.error().message);
    return result;
}

}  // namespace lemnos
