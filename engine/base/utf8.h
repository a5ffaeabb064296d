// SPDX-License-Identifier: Apache-2.0
// UTF-8 to code points and back, strict (RFC 3629: no overlong forms, no surrogates). Free functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lemnos {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;  // consumed; 1 for a byte that begins no valid sequence
    enum class State { valid, invalid } state = State::valid;
};

/// The code point at the start of `text`, which must not be empty. Invalid input yields U+FFFD.
CodePoint next_code_point(std::string_view text);

void append_utf8(std::string& to, char32_t code_point);

/// `bytes` with U+FFFD in place of what is no UTF-8.
std::string repaired_utf8(std::string_view bytes);

/// Whether the whole text is valid.
enum class Utf8 { valid, invalid };
Utf8 check_utf8(std::string_view text);

}  // namespace lemnos
