// SPDX-License-Identifier: Apache-2.0
#include "text/wildcards.h"

#include <algorithm>

#include "text/characters.h"
#include "text/prompt_markup.h"

namespace lemnos {
namespace {

constexpr std::size_t longest_name = 200;
// Files that name each other can ask for any number of choices.
constexpr std::size_t most_choices = 10'000;
constexpr std::size_t most_options = 20'000'000;
constexpr std::size_t nowhere = std::string_view::npos;

// SplitMix64 (Steele et al. 2014): tiny, and the same everywhere, unlike the distributions of <random>.
class Chance {
public:
    Chance(std::uint64_t seed, WildcardStream stream) : m_state(seed * 4 + static_cast<std::uint64_t>(stream)) {}

    /// In [0, 1).
    double share() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
    std::size_t below(std::size_t count) {
        return std::min(static_cast<std::size_t>(share() * static_cast<double>(count)), count - 1);
    }

private:
    std::uint64_t next() {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }
    std::uint64_t m_state;
};

struct Option {
    std::string text;
    double weight = 1;
};

// "0.5::words"
Option option_of(std::string_view text) {
    const std::size_t colons = text.find("::");
    if (colons == nowhere) return {std::string(text), 1};
    const auto weight = number_of(trimmed(text.substr(0, colons)));
    if (!weight || *weight < 0) return {std::string(text), 1};
    return {std::string(text.substr(colons + 2)), *weight};
}

// How many options are taken, and what stands between them.
struct Count {
    std::size_t least = 1;
    std::size_t most = 1;
    std::string_view separator = ",";
};

std::optional<std::size_t> whole_number(std::string_view text) {
    const auto number = number_of(text);
    if (!number || text.find('.') != nowhere || *number < 0) return std::nullopt;
    return static_cast<std::size_t>(std::min(*number, 1e6));
}

// "2", "1-3", "-3", "2-" before $$.
std::optional<Count> count_of(std::string_view text, std::size_t options) {
    text = trimmed(text);
    const std::size_t dash = text.find('-');
    if (dash == nowhere) {
        const auto exact = whole_number(text);
        return exact ? std::optional(Count{*exact, *exact}) : std::nullopt;
    }
    const std::string_view from = text.substr(0, dash), to = text.substr(dash + 1);
    const auto least = from.empty() ? std::optional<std::size_t>(1) : whole_number(from);
    const auto most = to.empty() ? std::optional(options) : whole_number(to);
    if (!least || !most || (from.empty() && to.empty())) return std::nullopt;
    return Count{std::min(*least, *most), std::max(*least, *most)};
}

// For each bracket the place of its partner; nowhere for those without.
std::vector<std::size_t> partners_in(std::string_view text) {
    std::vector<std::size_t> partners(text.size(), nowhere);
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '{') {
            open.push_back(at);
        } else if (text[at] == '}' && !open.empty()) {
            partners[open.back()] = at;
            partners[at] = open.back();
            open.pop_back();
        }
    }
    return partners;
}

}  // namespace

std::string_view wildcard_name(std::string_view text) {
    if (!text.starts_with(wildcard_mark)) return {};
    const std::size_t end = text.substr(0, longest_name).find(wildcard_mark, wildcard_mark.size());
    if (end == nowhere) return {};
    const std::string_view name = text.substr(wildcard_mark.size(), end - wildcard_mark.size());
    const bool is_name = !name.empty() && name.find_first_of("{}|$#\\<>():,\n") == nowhere && trimmed(name) == name;
    return is_name ? name : std::string_view();
}

namespace {

class Resolver {
public:
    Resolver(std::uint64_t seed, WildcardStream stream, const WildcardLookup& lookup)
        : m_chance(seed, stream), m_lookup(lookup) {}

    Result<ResolvedPrompt> resolve(std::string_view prompt) {
        LEMNOS_CHECK(expand(prompt, 0));
        m_result.text = with_names_escaped(m_result.text);
        return std::move(m_result);
    }

private:
    // What looks like a name now is none: it is unknown, or has come together from pieces.
    static std::string with_names_escaped(std::string_view text) {
        std::string result;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool is_escape = text[at] == '\\' && at + 1 < text.size();
            if (is_escape) result += text[at++];
            if (!is_escape && !wildcard_name(text.substr(at)).empty()) result += '\\';
            result += text[at];
        }
        return result;
    }

    Status expand(std::string_view with_comments, std::size_t depth) {
        if (depth > deepest_wildcards) return invalid("choices lie more than {} deep", deepest_wildcards);
        const std::string text = without_comments(with_comments);
        const std::vector<std::size_t> partners = partners_in(text);
        const std::string_view all = text;
        for (std::size_t at = 0; at < all.size();) {
            if (m_result.text.size() > longest_prompt)
                return invalid("it becomes longer than {} bytes when its choices are made", longest_prompt);
            const char letter = all[at];
            if (letter == '{' && partners[at] != nowhere) {
                LEMNOS_CHECK(choose(all.substr(at + 1, partners[at] - at - 1), depth));
                at = partners[at] + 1;
            } else if (const std::string_view name = wildcard_name(all.substr(at)); !name.empty()) {
                LEMNOS_CHECK(take_line(name, depth));
                at += name.size() + 2 * wildcard_mark.size();
            } else {
                at += take(all.substr(at));
            }
        }
        return {};
    }

    // One character that stands for itself, or an escaped one; returns how many that are.
    std::size_t take(std::string_view text) {
        if (text.front() == '\\' && text.size() > 1) return m_result.text += text.substr(0, 2), 2;
        if (text.front() == '{' || text.front() == '}' || text.front() == '\\') m_result.text += '\\';
        m_result.text += text.front();
        return 1;
    }

    Status take_line(std::string_view name, std::size_t depth) {
        const auto lines = m_lookup ? m_lookup(name) : std::nullopt;
        if (!lines || lines->empty()) {
            if (std::ranges::find(m_result.unknown, name) == m_result.unknown.end())
                m_result.unknown.emplace_back(name);
            m_result.text += fmt::format("__{}__", name);
            return {};
        }
        std::vector<Option> options;
        for (const std::string& line : *lines) options.push_back(option_of(line));
        return choose_among(std::move(options), {}, depth);
    }

    Status choose(std::string_view inside, std::size_t depth) {
        std::vector<std::string_view> fields = fields_of(inside);
        Count count;
        if (const std::size_t dollars = fields.front().find("$$"); dollars != nowhere) {
            if (const auto given = count_of(fields.front().substr(0, dollars), fields.size())) {
                count = *given;
                inside.remove_prefix(dollars + 2);
                // A separator may hold |, so it is looked for before the fields are.
                const std::size_t again = inside.find("$$");
                if (again != nowhere && inside.substr(0, again).find_first_of("{}") == nowhere) {
                    count.separator = inside.substr(0, again);
                    inside.remove_prefix(again + 2);
                }
                fields = fields_of(inside);
            }
        }
        std::vector<Option> options(fields.size());
        std::ranges::transform(fields, options.begin(), option_of);
        // {2$$__colours__} takes two of the lines.
        const std::string_view only = trimmed(fields.front());
        const std::string_view name = fields.size() == 1 ? wildcard_name(only) : std::string_view();
        if (!name.empty() && name.size() + 2 * wildcard_mark.size() == only.size()) {
            if (const auto lines = m_lookup ? m_lookup(name) : std::nullopt; lines && !lines->empty()) {
                options.clear();
                for (const std::string& line : *lines) options.push_back(option_of(line));
            }
        }
        return choose_among(std::move(options), count, depth);
    }

    // Between the bars that do not stand in brackets of their own.
    static std::vector<std::string_view> fields_of(std::string_view inside) {
        std::vector<std::string_view> fields;
        std::size_t begin = 0, depth = 0;
        for (std::size_t at = 0; at < inside.size(); ++at) {
            if (inside[at] == '\\')
                ++at;
            else if (inside[at] == '{')
                ++depth;
            else if (inside[at] == '}' && depth > 0)
                --depth;
            else if (inside[at] == '|' && depth == 0) {
                fields.push_back(inside.substr(begin, at - begin));
                begin = at + 1;
            }
        }
        fields.push_back(inside.substr(begin));
        return fields;
    }

    // None is taken twice.
    Status choose_among(std::vector<Option> options, const Count& count, std::size_t depth) {
        m_options += options.size();
        if (++m_choices > most_choices || m_options > most_options)
            return invalid("its wildcards ask for more than {} choices", most_choices);
        const std::size_t least = std::min(count.least, options.size());
        const std::size_t most = std::min(count.most, options.size());
        const std::size_t wanted = least == most ? least : least + m_chance.below(most - least + 1);
        for (std::size_t i = 0; i < wanted; ++i) {
            if (i > 0) m_result.text += count.separator;
            const std::size_t chosen = pick(options);
            const std::string text = std::move(options[chosen].text);
            options.erase(options.begin() + static_cast<std::ptrdiff_t>(chosen));
            LEMNOS_CHECK(expand(text, depth + 1));
        }
        return {};
    }

    std::size_t pick(const std::vector<Option>& options) {
        if (options.size() == 1) return 0;
        double total = 0;
        for (const Option& option : options) total += option.weight;
        if (!(total > 0)) return m_chance.below(options.size());
        const double target = m_chance.share() * total;
        double sum = 0;
        for (std::size_t i = 0; i < options.size(); ++i) {
            sum += options[i].weight;
            if (target < sum) return i;
        }
        return options.size() - 1;
    }

    Chance m_chance;
    const WildcardLookup& m_lookup;
    std::size_t m_choices = 0;
    std::size_t m_options = 0;
    ResolvedPrompt m_result;
};

}  // namespace

Result<ResolvedPrompt> resolve_wildcards(std::string_view prompt, std::uint64_t seed, WildcardStream stream,
                                         const WildcardLookup& lookup) {
    return Resolver(seed, stream, lookup).resolve(prompt);
}

}  // namespace lemnos
