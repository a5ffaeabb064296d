// SPDX-License-Identifier: Apache-2.0
#include "text/prompt.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace lemnos {
namespace {

constexpr double bracket_factor = 1.1;
// Brackets open at one time; what opens beyond stands for itself. Bounds the work for a megabyte of brackets, and
// nobody means 1.1 to the power of 64.
constexpr std::size_t deepest_nesting = 64;

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }
bool is_word(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte >= '0' && byte <= '9') || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') || byte == '_' ||
           byte >= 0x80;
}

// ": 1.3 )" at the start of `text`: the number, and how long that is.
struct Weight {
    double value;
    std::size_t length;
};

std::optional<Weight> weight_at(std::string_view text) {
    std::size_t at = 1;
    auto skip_spaces = [&] {
        while (at < text.size() && is_space(text[at])) ++at;
    };
    skip_spaces();
    const double sign = at < text.size() && text[at] == '-' ? -1 : 1;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t begin = at;
    while (at < text.size() && (text[at] == '.' || (text[at] >= '0' && text[at] <= '9'))) ++at;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data() + begin, text.data() + at, value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + at) return std::nullopt;
    skip_spaces();
    if (at >= text.size() || text[at] != ')') return std::nullopt;
    return Weight{sign * value, at + 1};
}

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
                if (const auto weight = m_round.empty() ? std::nullopt : weight_at(text))
                    return close(m_round, weight->value), weight->length;
                return take_text(":");
            default: return take_words(text.substr(0, text.find_first_of("\\()[]:")));
        }
    }

    std::size_t take_text(std::string_view text) { return m_spans.push_back({std::string(text), 1, {}}), text.size(); }

    // A backslash before anything else stands for itself.
    std::size_t take_escaped(std::string_view text) {
        if (text.size() > 1 && std::string_view("()[]\\").find(text[1]) != std::string_view::npos)
            return take_text(text.substr(1, 1)), 2;
        return take_text("\\");
    }

    // Words without brackets, with BREAK among them. A1111 also takes away the spaces around it.
    std::size_t take_words(std::string_view words) {
        constexpr std::string_view mark = "BREAK";
        std::size_t begin = 0;
        for (std::size_t at = words.find(mark); at != std::string_view::npos; at = words.find(mark, at + 1)) {
            const std::size_t end = at + mark.size();
            const bool alone = (at == 0 || !is_word(words[at - 1])) && (end == words.size() || !is_word(words[end]));
            if (!alone) continue;
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

// Fills the rows of tokens one after the other.
class Chunks {
public:
    Chunks(const ClipTokenizer& tokenizer, std::uint32_t most) : m_tokenizer(tokenizer), m_most(std::max(1U, most)) {
        begin_chunk();
    }

    void add(const TokenizedWord& word, double weight) {
        const std::size_t room = m_tokenizer.max_length() - 2;
        for (const TokenId token : word.tokens) {
            if (current().ids.size() - 1 == room && !continue_in_next()) {
                if (m_result.cut_words++ == 0) m_result.first_cut = word.text;
                return;
            }
            current().ids.push_back(token);
            current().weights.push_back(static_cast<float>(weight));
            if (word.text == ",") m_after_comma = current().ids.size();
        }
    }

    void break_chunk() {
        if (m_result.chunks.size() < m_most) begin_chunk();
    }

    PromptTokens finish() {
        for (PromptChunk& chunk : m_result.chunks) {
            chunk.ids.push_back(m_tokenizer.end());
            chunk.ids.resize(m_tokenizer.max_length(), m_tokenizer.pad());
            chunk.weights.resize(m_tokenizer.max_length(), 1.0f);
        }
        return std::move(m_result);
    }

private:
    static constexpr std::size_t comma_reach = 20;  // tokens that may move to the next row for a comma's sake

    PromptChunk& current() { return m_result.chunks.back(); }

    void begin_chunk() {
        m_result.chunks.push_back({{m_tokenizer.start()}, {1.0f}});
        m_after_comma = 0;
    }

    // Begins another row with what follows the last comma; false if there may be none.
    bool continue_in_next() {
        if (m_result.chunks.size() == m_most) return false;
        PromptChunk& full = current();
        const bool near = m_after_comma > 0 && full.ids.size() - m_after_comma <= comma_reach;
        const auto keep = static_cast<std::ptrdiff_t>(near ? m_after_comma : full.ids.size());
        const std::vector<TokenId> ids(full.ids.begin() + keep, full.ids.end());
        const std::vector<float> weights(full.weights.begin() + keep, full.weights.end());
        full.ids.erase(full.ids.begin() + keep, full.ids.end());
        full.weights.erase(full.weights.begin() + keep, full.weights.end());
        begin_chunk();
        current().ids.insert(current().ids.end(), ids.begin(), ids.end());
        current().weights.insert(current().weights.end(), weights.begin(), weights.end());
        return true;
    }

    const ClipTokenizer& m_tokenizer;
    std::uint32_t m_most;
    PromptTokens m_result;
    std::size_t m_after_comma = 0;  // tokens of the current row up to and with its last comma
};

}  // namespace

std::vector<PromptSpan> parse_prompt(std::string_view prompt, PromptSyntax syntax) {
    if (syntax == PromptSyntax::emphasis) return Parser().parse(prompt);
    if (prompt.empty()) return {};
    return {{std::string(prompt), 1, PromptSpan::Kind::text}};
}

bool PromptTokens::is_weighted() const {
    return std::ranges::any_of(chunks, [](const PromptChunk& chunk) {
        return std::ranges::any_of(chunk.weights, [](float weight) { return weight != 1.0f; });
    });
}

PromptTokens tokenize_prompt(const ClipTokenizer& tokenizer, std::span<const PromptSpan> spans,
                             std::uint32_t most_chunks) {
    Chunks chunks(tokenizer, most_chunks);
    for (const PromptSpan& span : spans) {
        if (span.kind == PromptSpan::Kind::chunk_break)
            chunks.break_chunk();
        else
            for (const TokenizedWord& word : tokenizer.split(span.text)) chunks.add(word, span.weight);
    }
    return chunks.finish();
}

}  // namespace lemnos
