// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_scan.h"

#include <algorithm>
#include <string>

#include "text/characters.h"
#include "text/prompt_markup.h"
#include "text/prompt_schedule.h"
#include "text/wildcards.h"

namespace lemnos {
namespace {

using Kind = PromptMarkKind;

// In the order in which prompts are read: comments, choices and LoRA tags go first, then schedules, then emphasis. What
// one pass has understood is blank for the next, so that places stay.
class Scanner {
public:
    Scanner(std::string_view prompt, const PromptRules& rules)
        : m_prompt(prompt),
          m_rules(rules),
          m_has_choices(prompt.find('{') != prompt.npos || prompt.find(wildcard_mark) != prompt.npos),
          m_rest(prompt) {}

    PromptScan scan() {
        take_tags_and_choices();
        if (m_rules.editing == PromptEditing::on) take_schedules();
        if (m_rules.syntax != PromptSyntax::plain) take_emphasis();
        std::ranges::sort(m_scan.marks, {}, [](const PromptMark& mark) { return mark.range.begin; });
        return std::move(m_scan);
    }

private:
    // Around what was understood before: a stray brace within the step of a schedule, say.
    void mark(TextRange range, Kind kind) {
        const auto is_free = [&](std::size_t at) { return m_rest[at] == m_prompt[at]; };
        for (std::size_t end = range.begin; end < range.end;) {
            std::size_t begin = end;
            while (begin < range.end && !is_free(begin)) ++begin;
            end = begin;
            while (end < range.end && is_free(end)) ++end;
            if (begin < end) m_scan.marks.push_back({{begin, end}, kind});
        }
        blank(range);
    }
    void mark_byte(std::size_t at, Kind kind) { mark({at, at + 1}, kind); }
    void blank(TextRange range) {
        std::fill(m_rest.begin() + long(range.begin), m_rest.begin() + long(range.end), ' ');
    }
    std::string_view from(std::size_t at) const { return m_prompt.substr(at); }
    // Where # is no comment it stays in prompts that have no choices (prompt_plan).
    bool has_comments() const { return m_rules.editing == PromptEditing::on || m_has_choices; }
    bool reads_choices() const { return m_rules.syntax != PromptSyntax::plain; }

    void take_tags_and_choices() {
        for (std::size_t at = 0; at < m_prompt.size();) at += take_one(at);
        for (const std::vector<std::size_t>& open : m_braces) mark_byte(open.front(), Kind::unbalanced);
    }

    // One element of this pass; returns its length.
    std::size_t take_one(std::size_t at) {
        const char letter = m_prompt[at];
        if (letter == '\\') {
            const std::size_t end = std::min(at + 2, m_prompt.size());
            blank({at, end});
            return end - at;
        }
        if (letter == '#' && has_comments()) return take_comment(at);
        if (from(at).starts_with(lora_tag)) return take_lora(at);
        if (!reads_choices()) return 1;
        if (letter == '{') return m_braces.push_back({at}), 1;
        if (letter == '}') return close_brace(at);
        if (letter == '|' && !m_braces.empty()) return m_braces.back().push_back(at), 1;
        if (from(at).starts_with("$$") || from(at).starts_with("::")) return take_option_prefix(at);
        if (const std::string_view name = wildcard_name(from(at)); !name.empty()) {
            const std::size_t length = name.size() + 2 * wildcard_mark.size();
            mark({at, at + length}, Kind::choice);
            return length;
        }
        return 1;
    }

    std::size_t take_comment(std::size_t at) {
        const std::size_t end = std::min(m_prompt.find('\n', at), m_prompt.size());
        mark({at, end}, Kind::comment);
        return end - at;
    }

    std::size_t take_lora(std::size_t at) {
        const std::size_t inside = at + lora_tag.size();
        const std::size_t end = m_prompt.find('>', inside);
        if (end == m_prompt.npos || !read_lora_tag(m_prompt.substr(inside, end - inside))) {
            mark({at, inside}, Kind::unbalanced);
            return lora_tag.size();
        }
        mark({at, end + 1}, Kind::lora);
        return end + 1 - at;
    }

    std::size_t close_brace(std::size_t at) {
        if (m_braces.empty()) return mark_byte(at, Kind::unbalanced), 1;
        PromptGroup group{std::move(m_braces.back()), false};
        m_braces.pop_back();
        group.bounds.push_back(at);
        for (const std::size_t bound : group.bounds) mark_byte(bound, Kind::choice);
        m_scan.groups.push_back(std::move(group));
        return 1;
    }

    // The number in {2$$a|b} and {0.5::a|b}.
    std::size_t take_option_prefix(std::size_t at) {
        if (m_braces.empty()) return 1;
        const std::size_t begin = m_braces.back().back() + 1;
        const std::string_view number = m_prompt.substr(begin, at - begin);
        if (!number.empty() && number.find_first_not_of("0123456789.- ") == number.npos)
            mark({begin, at + 2}, Kind::choice);
        return 2;
    }

    void take_schedules() {
        for (ScheduleBrackets& found : find_schedules(m_rest)) {
            const std::size_t last = found.bounds.back();
            if (!found.alternates) {
                mark({found.bounds[found.bounds.size() - 2], last + 1}, Kind::schedule);
                for (std::size_t i = 0; i + 2 < found.bounds.size(); ++i) mark_byte(found.bounds[i], Kind::schedule);
            } else {
                for (const std::size_t bound : found.bounds) mark_byte(bound, Kind::schedule);
            }
            m_scan.groups.push_back({std::move(found.bounds), false});
        }
    }

    void take_emphasis() {
        std::vector<std::size_t> round, square;
        for (std::size_t at = 0; at < m_rest.size(); ++at) {
            switch (m_rest[at]) {
                case '(': round.push_back(at); break;
                case ')': close(round, at, at + 1); break;
                case ':':
                    if (const auto weight = closing_weight(std::string_view(m_rest).substr(at));
                        weight && !round.empty())
                        close(round, at, at + weight->length);
                    break;
                case '[': open_square(square, at); break;
                case ']': close_square(square, at); break;
                default: take_word(at);
            }
        }
        for (const std::size_t at : round) mark_byte(at, Kind::unbalanced);
        for (const std::size_t at : square) mark_byte(at, Kind::unbalanced);
    }

    // The end of brackets: ")" or ":1.2)".
    void close(std::vector<std::size_t>& open, std::size_t begin, std::size_t end) {
        if (open.empty()) return mark({begin, end}, Kind::unbalanced);
        PromptGroup group{{open.back()}, m_rest[open.back()] == '('};
        if (end - begin > 1) group.bounds.push_back(begin);
        group.bounds.push_back(end - 1);
        mark_byte(open.back(), Kind::emphasis);
        mark({begin, end}, Kind::emphasis);
        open.pop_back();
        m_scan.groups.push_back(std::move(group));
    }

    // ComfyUI has no square brackets.
    void open_square(std::vector<std::size_t>& square, std::size_t at) const {
        if (m_rules.syntax == PromptSyntax::a1111) square.push_back(at);
    }
    void close_square(std::vector<std::size_t>& square, std::size_t at) {
        if (m_rules.syntax == PromptSyntax::a1111) close(square, at, at + 1);
    }

    void take_word(std::size_t at) {
        const auto take = [&](std::string_view word, Kind kind) {
            if (is_whole_word(m_prompt, at, word)) mark({at, at + word.size()}, kind);
        };
        if (m_rest[at] == 'B' && m_rules.syntax == PromptSyntax::a1111) take("BREAK", Kind::chunk_break);
        if (m_rest[at] == 'A' && m_rules.editing == PromptEditing::on) take("AND", Kind::part);
    }

    std::string_view m_prompt;
    const PromptRules& m_rules;
    bool m_has_choices;
    std::string m_rest;                              // the prompt, blank where it is understood
    std::vector<std::vector<std::size_t>> m_braces;  // that are open: their bounds so far
    PromptScan m_scan;
};

}  // namespace

PromptScan scan_prompt(std::string_view prompt, const PromptRules& rules) { return Scanner(prompt, rules).scan(); }

}  // namespace lemnos
