// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_nudge.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "text/characters.h"
#include "text/prompt.h"
#include "text/prompt_markup.h"

namespace lemnos {
namespace {

constexpr double plain_brackets = 1.1;  // the weight of (x)

// Without the dust of binary fractions: 1.1 + 0.1 is 1.2.
double stepped(double weight, double step, double least) {
    return std::clamp(std::round((weight + step) * 1000) / 1000, std::min(least, weight), largest_weight);
}

std::string written(double weight) { return fmt::format("{:g}", weight == 0 ? 0.0 : weight); }

class Nudger {
public:
    Nudger(std::string_view prompt, TextRange selected, double step, const PromptRules& rules)
        : m_prompt(prompt), m_selected(selected), m_step(step), m_scan(scan_prompt(prompt, rules)) {}

    std::optional<PromptEdit> nudge() {
        trim();
        if (const PromptMark* const tag = tag_here()) return lora(tag->range);
        if (is_in_markup() || !is_balanced()) return std::nullopt;
        if (const PromptGroup* const brackets = brackets_here()) return weigh(*brackets);
        if (m_selected.begin != m_selected.end) return wrap(m_selected);
        const auto word = word_here();
        return word ? std::optional(wrap(*word)) : std::nullopt;
    }

private:
    void trim() {
        while (m_selected.begin < m_selected.end && is_space(m_prompt[m_selected.begin])) ++m_selected.begin;
        while (m_selected.begin < m_selected.end && is_space(m_prompt[m_selected.end - 1])) --m_selected.end;
    }

    bool touches(TextRange range) const { return range.begin <= m_selected.begin && m_selected.end <= range.end; }

    const PromptMark* tag_here() const {
        const auto found = std::ranges::find_if(m_scan.marks, [&](const PromptMark& mark) {
            return mark.kind == PromptMarkKind::lora && touches(mark.range);
        });
        return found == m_scan.marks.end() ? nullptr : &*found;
    }

    // Where there are no words that could have a weight.
    bool is_in_markup() const {
        return std::ranges::any_of(m_scan.marks, [&](const PromptMark& mark) {
            const bool is_behind_begin = mark.range.begin < m_selected.begin;
            switch (mark.kind) {
                case PromptMarkKind::chunk_break:
                case PromptMarkKind::part: return touches(mark.range);
                case PromptMarkKind::comment: return is_behind_begin && m_selected.end <= mark.range.end;
                case PromptMarkKind::schedule: return is_behind_begin && m_selected.end < mark.range.end;
                default: return false;
            }
        });
    }

    // Whether each pair of brackets is selected with all that belongs to it, or not at all.
    bool is_balanced() const {
        const auto is_in = [&](std::size_t at) { return m_selected.begin <= at && at < m_selected.end; };
        return std::ranges::none_of(m_scan.groups, [&](const PromptGroup& group) {
            const auto selected = std::ranges::count_if(group.bounds, is_in);
            return selected > 0 && selected < std::ssize(group.bounds);
        });
    }

    // The innermost round brackets that the cursor is in or at; with a selection those around just that.
    const PromptGroup* brackets_here() const {
        const bool is_cursor = m_selected.begin == m_selected.end;
        const PromptGroup* best = nullptr;
        for (const PromptGroup& group : m_scan.groups) {
            const bool is_meant =
                is_cursor ? touches(group.whole()) : m_selected == group.whole() || m_selected == group.inside();
            if (!group.is_round || !is_meant) continue;
            if (!best || best->whole().contains(group.whole())) best = &group;
        }
        return best;
    }

    // Letters up to what separates words; an escaped bracket is a letter.
    std::optional<TextRange> word_here() const {
        constexpr std::string_view separators = ".,;:!?()[]{}<>|=#";
        for (std::size_t at = 0, begin = 0; at <= m_prompt.size();) {
            const bool is_end = at == m_prompt.size();
            const bool separates = is_end || is_space(m_prompt[at]) || separators.find(m_prompt[at]) != separators.npos;
            if (!separates) {
                at += m_prompt[at] == '\\' && at + 1 < m_prompt.size() ? 2 : 1;
                continue;
            }
            if (begin < at && begin <= m_selected.begin && m_selected.begin <= at) return TextRange{begin, at};
            begin = ++at;
        }
        return std::nullopt;
    }

    PromptEdit wrap(TextRange words) const {
        const double weight = stepped(1, m_step, 0);
        return {words,
                fmt::format("({}:{})", m_prompt.substr(words.begin, words.end - words.begin), written(weight)),
                {m_selected.begin + 1, m_selected.end + 1}};
    }

    // Other brackets around the same words.
    PromptEdit weigh(const PromptGroup& group) const {
        const TextRange inside = group.inside();
        const auto given = closing_weight(m_prompt.substr(inside.end));
        const double weight = stepped(given ? given->value : plain_brackets, m_step, 0);
        const std::string_view words = m_prompt.substr(inside.begin, inside.end - inside.begin);
        const bool goes = weight == 1;
        // The cursor stays on its words, which move when the bracket before them goes.
        const auto moved = [&](std::size_t at) { return std::clamp(at, inside.begin, inside.end) - (goes ? 1 : 0); };
        return {group.whole(),
                goes ? std::string(words) : fmt::format("({}:{})", words, written(weight)),
                {moved(m_selected.begin), moved(m_selected.end)}};
    }

    // The first weight of <lora:name:1:1>, which is that of the UNet.
    std::optional<PromptEdit> lora(TextRange tag) const {
        const std::string_view inside =
            m_prompt.substr(tag.begin + lora_tag.size(), tag.end - 1 - tag.begin - lora_tag.size());
        const auto mention = read_lora_tag(inside);
        if (!mention) return std::nullopt;
        const double weight = stepped(mention->unet_weight, m_step, -largest_lora_weight);
        const std::size_t name = std::min(inside.find(':'), inside.size());
        const std::size_t next = name == inside.size() ? name : std::min(inside.find(':', name + 1), inside.size());
        const std::string text =
            fmt::format("{}{}:{}{}>", lora_tag, inside.substr(0, name), written(weight), inside.substr(next));
        const std::size_t end = tag.begin + text.size();
        return PromptEdit{tag, text, {std::min(m_selected.begin, end), std::min(m_selected.end, end)}};
    }

    std::string_view m_prompt;
    TextRange m_selected;
    double m_step;
    PromptScan m_scan;
};

}  // namespace

std::optional<PromptEdit> nudge_weight(std::string_view prompt, TextRange selected, double step,
                                       const PromptRules& rules) {
    return Nudger(prompt, selected, step, rules).nudge();
}

}  // namespace lemnos
