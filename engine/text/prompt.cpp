// SPDX-License-Identifier: Apache-2.0
#include "text/prompt.h"

#include <algorithm>

#include "text/characters.h"

namespace lemnos {
namespace {

constexpr double bracket_factor = 1.1;
// Brackets open at one time; what opens beyond stands for itself. Bounds the work for a megabyte of brackets, and
// nobody means 1.1 to the power of 64.
constexpr std::size_t deepest_nesting = 64;

class Parser {
public:
    std::vector<PromptSpan> parse(std::string_view prompt) {
        while (!prompt.empty()) prompt.remove_prefix(take(prompt));
        while (!m_round.empty()) close(m_round, bracket_factor);
        while (!m_square.empty()) close(m_square, 1 / bracket_factor);
        return finish();
    }

private:
    // One element of the grammar; returns its length.
    std::size_t take(std::string_view text) {
        switch (text.front()) {
            case '\\': return take_escaped(text);
            case '(': return open(m_round, "(");
            case '[': return open(m_square, "[");
            case ')': return m_round.empty() ? take_text(")") : close(m_round, bracket_factor);
            case ']': return m_square.empty() ? take_text("]") : close(m_square, 1 / bracket_factor);
            case ':':
                if (const auto weight = m_round.empty() ? std::nullopt : closing_weight(text))
                    return close(m_round, weight->value), weight->length;
                return take_text(":");
            default: return take_words(text.substr(0, text.find_first_of("\\()[]:")));
        }
    }

    std::size_t take_text(std::string_view text) { return m_spans.push_back({std::string(text), 1, {}}), text.size(); }

    // The backslash goes, whatever it stands before (A1111).
    std::size_t take_escaped(std::string_view text) {
        if (text.size() > 1 && std::string_view("()[]\\").find(text[1]) != std::string_view::npos)
            return take_text(text.substr(1, 1)), 2;
        return 1;
    }

    // Words without brackets, with BREAK among them. A1111 also takes away the spaces around it.
    std::size_t take_words(std::string_view words) {
        constexpr std::string_view mark = "BREAK";
        std::size_t begin = 0;
        for (std::size_t at = words.find(mark); at != std::string_view::npos; at = words.find(mark, at + 1)) {
            const std::size_t end = at + mark.size();
            if (!is_whole_word(words, at, mark)) continue;
            take_text(words.substr(begin, at - begin));
            m_spans.push_back({{}, 1, PromptSpan::Kind::chunk_break});
            begin = end;
        }
        take_text(words.substr(begin));
        return words.size();
    }

    std::size_t open(std::vector<std::size_t>& brackets, std::string_view itself) {
        if (m_round.size() + m_square.size() >= deepest_nesting) return take_text(itself);
        brackets.push_back(m_spans.size());
        return 1;
    }

    // Multiplies the weight of everything since the bracket opened.
    std::size_t close(std::vector<std::size_t>& brackets, double factor) {
        for (std::size_t i = brackets.back(); i < m_spans.size(); ++i) m_spans[i].weight *= factor;
        brackets.pop_back();
        return 1;
    }

    // Without empty spans, and neighbours of one weight as one.
    std::vector<PromptSpan> finish() {
        std::vector<PromptSpan> result;
        for (PromptSpan& span : m_spans) {
            const bool is_break = span.kind == PromptSpan::Kind::chunk_break;
            if (!is_break && span.text.empty()) continue;
            span.weight = is_break ? 1 : std::clamp(span.weight, -largest_weight, largest_weight);
            const bool joins = !is_break && !result.empty() && result.back().kind == PromptSpan::Kind::text &&
                               result.back().weight == span.weight;
            if (joins)
                result.back().text += span.text;
            else
                result.push_back(std::move(span));
        }
        return result;
    }

    std::vector<PromptSpan> m_spans;
    std::vector<std::size_t> m_round;  // brackets that are open: the span after each
    std::vector<std::size_t> m_square;
};

}  // namespace

std::vector<PromptSpan> parse_prompt(std::string_view prompt, PromptSyntax syntax) {
    switch (syntax) {
        case PromptSyntax::a1111: return Parser().parse(prompt);
        case PromptSyntax::comfyui: return parse_comfyui_prompt(prompt);
        case PromptSyntax::plain: break;
    }
    if (prompt.empty()) return {};
    return {{std::string(prompt), 1, PromptSpan::Kind::text}};
}

}  // namespace lemnos
