// SPDX-License-Identifier: Apache-2.0
// The facts of the Unicode Character Database that text/unicode.cpp needs, sorted by code point; the rows are
// generated. Internal to this folder; constants; any thread.
#pragma once

#include <cstdint>
#include <span>

namespace lemnos::unicode {

enum class CharacterClass : std::uint8_t { other, letter, number, white_space };

struct ClassRange {
    char32_t first, last;
    CharacterClass kind;
};
struct LowerRange {
    char32_t first, last;
    std::uint8_t stride;    // 2: every other one, because upper and lower case alternate
    std::int32_t distance;  // from upper to lower case
};
struct MarkRange {
    char32_t first, last;
    std::uint8_t order;  // the canonical combining class
};
struct Decomposition {
    char32_t composed, first, second;  // second is 0 where one character becomes one other
};

std::span<const ClassRange> classes();
std::span<const LowerRange> lower();
std::span<const MarkRange> marks();
std::span<const Decomposition> decompositions();
/// Characters that decompose into two but are not composed from them.
std::span<const char32_t> exclusions();

}  // namespace lemnos::unicode
