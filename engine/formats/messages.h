// SPDX-License-Identifier: Apache-2.0
// How messages about files show numbers and text that came from a file: readable, short, and harmless in a terminal.
// Free functions; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace lemnos {

/// 2132625700 -> "2,132,625,700"
std::string grouped(std::uint64_t number);

/// Untrusted text in quotes: control and bidirectional characters and invalid UTF-8 become '?', and what is longer
/// than 120 bytes is cut with "...".
std::string in_quotes(std::string_view text);

/// The file's own name without its folder.
inline std::string file_name(const std::filesystem::path& path) { return path.filename().string(); }

}  // namespace lemnos
