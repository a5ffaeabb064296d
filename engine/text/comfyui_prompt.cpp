// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "text/characters.h"
#include "text/prompt.h"

namespace lemnos {
namespace {

constexpr double bracket_factor = 1.1;
constexpr std::size_t deepest_nesting = 64;  // beyond it brackets stand for themselves

// Weights as Python reads them: with an exponent, with spaces around.
std::optional<double> weight_of(std::string_view text) {
    const auto weight = number_of(trimmed(text), std::chars_format::general);
    return weight ? std::optional(std::clamp(*weight, -largest_weight, largest_weight)) : std::nullopt;
}

bool is_escaped(std::string_view text, std::size_t at) { return at > 0 && text[at - 1] == '\\'; }

// Brackets, and what choices are written with (resolve_wildcards).
std::string unescaped(std::string_view text) {
    constexpr std::string_view escaped = "(){}|_#";
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escapes = text[i] == '\\' && i + 1 < text.size() && escaped.find(text[i + 1]) != escaped.npos;
        if (!escapes) result += text[i];
    }
    return result;
}

// Pieces outside of all brackets and pieces that are one outermost pair with what is in it. A closing bracket without
// a partner is counted as well, so that what follows it lies one bracket deeper: "a) (b)" has no pair.
std::vector<std::string_view> outermost_pieces(std::string_view text) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    long depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] != '(' && text[at] != ')') || is_escaped(text, at)) continue;
        if (text[at] == '(') {
            if (depth++ == 0) {
                if (at > begin) pieces.push_back(text.substr(begin, at - begin));
                begin = at;
            }
        } else if (--depth == 0) {
            pieces.push_back(text.substr(begin, at + 1 - begin));
            begin = at + 1;
        }
    }
    if (begin < text.size()) pieces.push_back(text.substr(begin));
    return pieces;
}

bool is_in_brackets(std::string_view piece) {
    return piece.size() >= 2 && piece.front() == '(' && piece.back() == ')' && !is_escaped(piece, piece.size() - 1);
}

void append_spans(std::vector<PromptSpan>& spans, std::string_view text, double weight, std::size_t depth) {
    for (std::string_view piece : outermost_pieces(text)) {
        if (!is_in_brackets(piece) || depth == deepest_nesting) {
            spans.push_back({unescaped(piece), weight, PromptSpan::Kind::text});
            continue;
        }
        piece = piece.substr(1, piece.size() - 2);
        double inner = std::clamp(weight * bracket_factor, -largest_weight, largest_weight);
        const std::size_t colon = piece.rfind(':');
        if (colon != std::string_view::npos && colon > 0) {
            if (const auto given = weight_of(piece.substr(colon + 1))) {
                inner = *given;
                piece = piece.substr(0, colon);
            }
        }
        append_spans(spans, piece, inner, depth + 1);
    }
}

}  // namespace

std::vector<PromptSpan> parse_comfyui_prompt(std::string_view prompt) {
    std::vector<PromptSpan> spans;
    append_spans(spans, prompt, 1, 0);
    return spans;
}

}  // namespace lemnos
