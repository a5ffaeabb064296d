// SPDX-License-Identifier: Apache-2.0
// Gzip files, for text that others keep compressed (RFC 1952). A free function; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"

namespace lemnos {

/// Whether bytes begin as gzip does.
bool is_gzip(std::span<const std::byte> bytes);

/// What one gzip member holds. `bad_file` if it is damaged, cut off, or holds more than `largest` bytes.
Result<std::string> gunzip(std::span<const std::byte> bytes, std::uint64_t largest);

}  // namespace lemnos
