// SPDX-License-Identifier: Apache-2.0
// Prompts that change while a picture is painted: [a:b:when], [a::when], [b:when] and [a|b|c], nested in any way, as
// A1111 reads them. A free function over plain values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lemnos {

/// What is painted up to and with a step.
struct ScheduledText {
    std::uint32_t until = 0;  // counted from 1
    std::string text;
    friend bool operator==(const ScheduledText&, const ScheduledText&) = default;
};

/// The texts of a run of `steps`, the last until `steps` (or 1, if there are none); neighbours differ. `when` is the
/// last step of the first text; with a decimal point it is a share of the steps, so that 0.5 is half of them and 1.0
/// all. [a|b] takes a in odd steps and b in even ones. Brackets that are none of these stay, for emphasis; so does
/// what is escaped by a backslash. Never fails.
std::vector<ScheduledText> schedule_prompt(std::string_view prompt, std::uint32_t steps);

/// A pair of square brackets whose content depends on the step.
struct ScheduleBrackets {
    std::vector<std::size_t> bounds;  // the opening bracket, the separators, the closing bracket
    bool alternates = false;          // [a|b]; otherwise the last field says when
};
/// In the order in which they open.
std::vector<ScheduleBrackets> find_schedules(std::string_view prompt);

}  // namespace lemnos
