// SPDX-License-Identifier: Apache-2.0
// The name under which a picture is kept in a folder of pictures: dated, so that folders stay small and sorting by
// name is sorting by time, with the seed and the first words of the prompt for a person who looks for it.
// The studio's gallery and lemnos-cli both ask here. A free function; any thread.
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <string_view>

namespace lemnos {

/// "2026-11-21/143005-1234-a-lighthouse-by-the-sea.png", in local time. Words are at most 60 bytes and hold nothing
/// that a file system, a shell or another operating system could stumble over.
std::filesystem::path picture_name(std::string_view prompt, std::uint64_t seed, std::time_t when);

}  // namespace lemnos
