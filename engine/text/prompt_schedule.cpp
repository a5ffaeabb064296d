// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_schedule.h"

#include <algorithm>
#include <map>

#include "text/characters.h"

namespace lemnos {
namespace {

// Brackets inside each other; what opens beyond stands for itself. Bounds the recursion of Texts.
constexpr std::size_t deepest_nesting = 64;

struct Choice : ScheduleBrackets {
    std::uint32_t last_step = 0;  // of the first text, unless they alternate
};

using Choices = std::map<std::size_t, Choice>;  // by the place of the opening bracket

// The last step of the first text.
std::uint32_t last_step(std::string_view when, double value, std::uint32_t steps) {
    const double step = when.find('.') == std::string_view::npos ? value : value * steps;
    return static_cast<std::uint32_t>(std::clamp(step, 0.0, static_cast<double>(steps)));
}

class Parser {
public:
    Parser(std::string_view prompt, std::uint32_t steps) : m_prompt(prompt), m_steps(steps) {}

    Choices parse() {
        for (std::size_t at = 0; at < m_prompt.size(); ++at) {
            switch (m_prompt[at]) {
                case '\\': ++at; break;
                case '(':
                case '[': open(at); break;
                case ')':
                case ']': close(at); break;
                case ':':
                case '|': separate(at); break;
                default: break;
            }
        }
        return std::move(m_choices);
    }

private:
    struct Open {
        std::vector<std::size_t> bounds;
        std::size_t colons = 0;
        std::size_t bars = 0;
        bool is_plain = false;  // holds what no bracket with a meaning may hold
    };

    // A bracket or separator that only stands for itself: nothing that is open around it can have a meaning.
    void take_as_text() {
        for (Open& open : m_open) open.is_plain = true;
    }

    void open(std::size_t at) {
        if (m_open.size() == deepest_nesting) return take_as_text();
        m_open.push_back({.bounds = {at}});
    }

    void separate(std::size_t at) {
        if (m_open.empty()) return;
        Open& top = m_open.back();
        ++(m_prompt[at] == ':' ? top.colons : top.bars);
        // A prompt of colons alone must not fill memory; what has so many fields has no meaning.
        if (top.colons <= 2) top.bounds.push_back(at);
    }

    void close(std::size_t at) {
        const char partner = m_prompt[at] == ')' ? '(' : '[';
        if (m_open.empty() || m_prompt[m_open.back().bounds.front()] != partner) return take_as_text();
        Open top = std::move(m_open.back());
        m_open.pop_back();
        top.bounds.push_back(at);
        // (a), (a:1.2) and [a] are emphasis, which is read later.
        const bool is_emphasis = top.bars == 0 && top.colons <= (partner == '(' ? 1U : 0U);
        if (top.is_plain || !(is_emphasis || (partner == '[' && choose(std::move(top))))) take_as_text();
    }

    // Whether the brackets are a choice.
    bool choose(Open brackets) {
        const std::size_t begin = brackets.bounds.front();
        Choice choice{{std::move(brackets.bounds), brackets.colons == 0}};
        if (!choice.alternates) {
            const std::size_t last = choice.bounds[choice.bounds.size() - 2] + 1;
            const std::string_view when = trimmed(m_prompt.substr(last, choice.bounds.back() - last));
            const auto value = number_of(when, std::chars_format::general);
            if (brackets.bars > 0 || brackets.colons > 2 || !value) return false;
            choice.last_step = last_step(when, *value, m_steps);
        }
        m_choices.emplace(begin, std::move(choice));
        return true;
    }

    std::string_view m_prompt;
    std::uint32_t m_steps;
    std::vector<Open> m_open;
    Choices m_choices;
};

class Texts {
public:
    Texts(std::string_view prompt, const Choices& choices) : m_prompt(prompt), m_choices(choices) {}

    std::string at(std::uint32_t step) const {
        std::string text;
        append(text, 0, m_prompt.size(), step);
        return text;
    }

private:
    void append(std::string& text, std::size_t begin, std::size_t end, std::uint32_t step) const {
        for (auto next = m_choices.lower_bound(begin); next != m_choices.end() && next->first < end;
             next = m_choices.lower_bound(begin)) {
            const auto& [open, choice] = *next;
            text += m_prompt.substr(begin, open - begin);
            append_field(text, choice, step);
            begin = choice.bounds.back() + 1;
        }
        text += m_prompt.substr(begin, end - begin);
    }

    void append_field(std::string& text, const Choice& choice, std::uint32_t step) const {
        const std::size_t fields = choice.bounds.size() - 1;
        std::size_t field = 0;
        if (choice.alternates) {
            field = (step - 1) % fields;
        } else if (fields == 2) {  // [b:when]: nothing, then b
            if (step <= choice.last_step) return;
        } else {
            field = step <= choice.last_step ? 0 : 1;
        }
        append(text, choice.bounds[field] + 1, choice.bounds[field + 1], step);
    }

    std::string_view m_prompt;
    const Choices& m_choices;
};

}  // namespace

std::vector<ScheduledText> schedule_prompt(std::string_view prompt, std::uint32_t steps) {
    steps = std::max(steps, 1U);
    const Choices choices = Parser(prompt, steps).parse();
    if (choices.empty()) return {{steps, std::string(prompt)}};
    const Texts texts(prompt, choices);
    std::vector<ScheduledText> schedule;
    for (std::uint32_t step = 1; step <= steps; ++step) {
        std::string text = texts.at(step);
        if (!schedule.empty() && schedule.back().text == text)
            schedule.back().until = step;
        else
            schedule.push_back({step, std::move(text)});
    }
    return schedule;
}

std::vector<ScheduleBrackets> find_schedules(std::string_view prompt) {
    std::vector<ScheduleBrackets> found;
    for (auto& [open, choice] : Parser(prompt, 1).parse()) found.push_back(std::move(choice));
    return found;
}

}  // namespace lemnos
