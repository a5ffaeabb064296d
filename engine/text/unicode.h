// SPDX-License-Identifier: Apache-2.0
// What tokenizers need of Unicode: classes of characters, lower case, and the composed normal form NFC (UAX 15).
// Free functions over code points; invalid UTF-8 becomes U+FFFD. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "text/unicode_tables.h"

namespace lemnos::unicode {

std::u32string decode(std::string_view utf8);
std::string encode(std::u32string_view text);

CharacterClass class_of(char32_t point);
/// Character by character; the context-dependent final sigma is not treated.
std::u32string to_lower(std::u32string_view text);
std::u32string to_nfc(std::u32string_view text);

}  // namespace lemnos::unicode
