// SPDX-License-Identifier: Apache-2.0
// Choices in prompts, made by the seed, in the syntax of dynamic-prompts: {a|b}, {2$$a|b|c}, {1-2$$ and $$a|b},
// {0.5::a|b} and __name__ for a line of a file. The same seed chooses the same on every machine.
// A free function; any thread (the lookup is the caller's).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lemnos {

/// The options of a name between double underscores, which may hold * ; nothing if there are none of that name.
using WildcardLookup = std::function<std::optional<std::vector<std::string>>(std::string_view name)>;

struct ResolvedPrompt {
    std::string text;
    std::vector<std::string> unknown;  // names that the lookup does not know; they stay as they are written
};

/// Prompt and negative prompt choose independently.
enum class WildcardStream : std::uint64_t { prompt = 1, negative_prompt = 2 };

/// Comments are taken out (see without_comments) and every choice is made. Resolving the result again changes nothing:
/// what stands for itself is escaped, \{ \} \_, which the parsers of prompts undo. An error when choices lie more than
/// `deepest_wildcards` deep (a file that names itself) or the text becomes longer than `longest_prompt`.
Result<ResolvedPrompt> resolve_wildcards(std::string_view prompt, std::uint64_t seed, WildcardStream stream,
                                         const WildcardLookup& lookup);
/// The name of "__name__" at the start of `text`; empty if there is none.
std::string_view wildcard_name(std::string_view text);
constexpr std::string_view wildcard_mark = "__";
constexpr std::size_t deepest_wildcards = 24;
constexpr std::size_t longest_prompt = 65536;  // bytes

}  // namespace lemnos
