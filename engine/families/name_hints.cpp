// SPDX-License-Identifier: Apache-2.0
#include "families/name_hints.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "formats/messages.h"

namespace lemnos {
namespace {

struct Hint {
    std::string_view word;
    std::string_view variant;
    std::uint32_t steps;
    double guidance;
    const char* sampler;
    const char* schedule;
    bool is_distilled;  // trained for few steps; how many, the name may say
};

// The distilled ones first: there are Turbo and Lightning models of every branch.
constexpr std::array hints{
    Hint{"turbo", "Turbo", 4, 1, "euler_a", "sgm_uniform", true},
    Hint{"lightning", "Lightning", 4, 1, "euler", "sgm_uniform", true},
    Hint{"hyper", "Hyper", 8, 1, "euler", "sgm_uniform", true},
    Hint{"lcm", "LCM", 6, 1.5, "lcm", "sgm_uniform", true},
    Hint{"illustrious", "Illustrious", 26, 5, "euler_a", "normal", false},
    Hint{"noobai", "NoobAI", 26, 5, "euler_a", "normal", false},
    Hint{"noob", "NoobAI", 26, 5, "euler_a", "normal", false},
    Hint{"pony", "Pony", 25, 7, "euler_a", "normal", false},
};

enum class Kind { lower, upper, digit, other };

Kind kind_of(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isdigit(byte) != 0) return Kind::digit;
    if (std::isupper(byte) != 0) return Kind::upper;
    return std::isalpha(byte) != 0 ? Kind::lower : Kind::other;
}

// "realvisXLTurbo_v21" -> realvis xl turbo v 21: capitals and digits after something else begin a word, and so does the
// last of several capitals, so that names without spaces fall apart and "hyperrealism" stays whole.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    Kind before = Kind::other;
    for (const char c : text) {
        const Kind kind = kind_of(c);
        const bool is_capitalised = before == Kind::upper && kind == Kind::lower;
        if (kind != Kind::other) {
            if (is_capitalised && words.back().size() > 1) {
                const char capital = words.back().back();
                words.back().pop_back();
                words.emplace_back(1, capital);
            } else if (!is_capitalised && kind != before) {
                words.emplace_back();
            }
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        before = kind;
    }
    return words;
}

// "4step", "8_steps"
std::optional<std::uint32_t> steps_in(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        std::uint32_t steps = 0;
        const std::string& number = words[i];
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), steps);
        const bool is_number = error == std::errc{} && end == number.data() + number.size();
        if (is_number && (words[i + 1] == "step" || words[i + 1] == "steps") && steps >= 1 && steps <= 100)
            return steps;
    }
    return std::nullopt;
}

void apply(const Hint& hint, const std::vector<std::string>& words, ModelDescription& model) {
    Defaults& defaults = model.defaults;
    defaults.steps = hint.is_distilled ? steps_in(words).value_or(hint.steps) : hint.steps;
    defaults.guidance = hint.guidance;
    defaults.sampler = hint.sampler;
    defaults.schedule = hint.schedule;
    model.variant += fmt::format("{}{} by its name", model.variant.empty() ? "" : ", ", hint.variant);
}

}  // namespace

void apply_name_hints(const Checkpoint& file, ModelDescription& model) {
    std::vector<std::string> words = words_of(file_name(file.path().stem()));
    if (const auto title = file.metadata().find("modelspec.title"); title != file.metadata().end())
        std::ranges::copy(words_of(title->second), std::back_inserter(words));
    for (const Hint& hint : hints)
        if (std::ranges::find(words, hint.word) != words.end()) return apply(hint, words, model);
}

}  // namespace lemnos
