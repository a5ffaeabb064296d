// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_rows.h"

#include <algorithm>
#include <optional>

#include "text/characters.h"

namespace lemnos {
namespace {

constexpr std::size_t comma_reach = 20;       // tokens that may move to the next row for a comma's sake (A1111)
constexpr std::size_t smallest_to_split = 8;  // tokens of a group that may continue in the next row (ComfyUI)

// A place of a row: a token, or a vector of a learned word.
struct Place {
    TokenId id = 0;
    float weight = 1;
    bool is_comma = false;
    std::optional<InsertedVector> inserted;
};

// What is kept or cut together when it comes to counting: a word as the tokenizer splits it, or a learned one.
struct Unit {
    std::string text;
    std::vector<Place> places;
};

constexpr std::string_view mention_mark = "embedding:";

struct Mention {
    std::size_t at = 0;     // of the mark
    std::string_view name;  // up to white space
};

// The first mention at or behind `from`.
std::optional<Mention> next_mention(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find(mention_mark, from); at != text.npos; at = text.find(mention_mark, at + 1)) {
        if (at > 0 && !is_space(text[at - 1])) continue;
        const std::string_view rest = text.substr(at + mention_mark.size());
        return Mention{at,
                       rest.substr(0, static_cast<std::size_t>(std::ranges::find_if(rest, is_space) - rest.begin()))};
    }
    return std::nullopt;
}

class Rows {
public:
    Rows(const ClipTokenizer& tokenizer, std::uint32_t most) : m_tokenizer(tokenizer), m_most(std::max(1U, most)) {
        m_rows.emplace_back();
    }

    std::size_t size() const { return m_tokenizer.max_length() - 2; }  // of a row, without start and end
    std::vector<Place>& row() { return m_rows.back(); }
    std::size_t room() const { return size() - m_rows.back().size(); }
    void cut(const std::string& word) {
        if (m_result.cut_words++ == 0) m_result.first_cut = word;
    }
    /// Begins another row with what stands in the current one from `kept` on; false if there may be none.
    bool begin_row(std::size_t kept = static_cast<std::size_t>(-1)) {
        if (m_rows.size() == m_most) return false;
        std::vector<Place> moved;
        if (kept < row().size()) {
            moved.assign(row().begin() + static_cast<std::ptrdiff_t>(kept), row().end());
            row().resize(kept);
        }
        m_rows.push_back(std::move(moved));
        return true;
    }

    PromptTokens finish() {
        // BREAK at the end begins nothing.
        if (m_rows.size() > 1 && m_rows.back().empty()) m_rows.pop_back();
        for (const std::vector<Place>& row : m_rows) m_result.chunks.push_back(chunk_of(row));
        return std::move(m_result);
    }

private:
    PromptChunk chunk_of(const std::vector<Place>& row) const {
        PromptChunk chunk{{m_tokenizer.start()}, {1.0F}, {}};
        for (const Place& place : row) {
            if (place.inserted) {
                chunk.inserted.push_back(*place.inserted);
                chunk.inserted.back().position = static_cast<std::uint32_t>(chunk.ids.size());
            }
            chunk.ids.push_back(place.id);
            chunk.weights.push_back(place.weight);
        }
        chunk.ids.push_back(m_tokenizer.end());
        chunk.ids.resize(m_tokenizer.max_length(), m_tokenizer.pad());
        chunk.weights.resize(m_tokenizer.max_length(), 1.0F);
        return chunk;
    }

    const ClipTokenizer& m_tokenizer;
    std::uint32_t m_most;
    std::vector<std::vector<Place>> m_rows;
    PromptTokens m_result;
};

Unit unit_of(const TokenizedWord& word, double weight) {
    Unit unit{word.text, {}};
    for (const TokenId id : word.tokens)
        unit.places.push_back({id, static_cast<float>(weight), word.text == ",", std::nullopt});
    return unit;
}

Unit unit_of(const LearnedWord& word, std::size_t index, double weight, TokenId id) {
    Unit unit{word.name, {}};
    for (std::uint32_t i = 0; i < word.vectors; ++i)
        unit.places.push_back({id, static_cast<float>(weight), false,
                               InsertedVector{.word = static_cast<std::uint32_t>(index), .vector = i}});
    return unit;
}

// Rows that end at commas.
class CommaRows {
public:
    CommaRows(const ClipTokenizer& tokenizer, const RowOptions& options)
        : m_tokenizer(tokenizer), m_words(options.words), m_rows(tokenizer, options.most) {
        for (const LearnedWord& word : m_words) m_names.push_back(tokenizer.encode(word.name));
    }

    void add(const PromptSpan& span) {
        if (span.kind == PromptSpan::Kind::chunk_break) {
            if (m_rows.begin_row()) m_after_comma = 0;
            return;
        }
        const std::vector<TokenizedWord> words = m_tokenizer.split(span.text);
        const std::vector<Token> tokens = tokens_of(words);
        for (std::size_t at = 0; at < tokens.size();) {
            if (const std::size_t taken = add_learned(std::span(tokens).subspan(at), span.weight); taken > 0) {
                at += taken;
                continue;
            }
            const std::size_t word = tokens[at].word;
            if (add_token(tokens[at].id, span.weight, words[word].text == ",")) {
                ++at;
                continue;
            }
            m_rows.cut(words[word].text);
            while (at < tokens.size() && tokens[at].word == word) ++at;
        }
    }

    PromptTokens finish() { return m_rows.finish(); }

private:
    struct Token {
        TokenId id;
        std::size_t word;  // that it is of
    };

    static std::vector<Token> tokens_of(std::span<const TokenizedWord> words) {
        std::vector<Token> tokens;
        for (std::size_t word = 0; word < words.size(); ++word)
            for (const TokenId id : words[word].tokens) tokens.push_back({id, word});
        return tokens;
    }

    // A learned word is found by its tokens wherever they stand, inside another word, too; the longest wins. Returns
    // how many of the tokens it takes.
    std::size_t add_learned(std::span<const Token> tokens, double weight) {
        std::size_t best = m_words.size();
        std::size_t best_length = 0;
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const std::vector<TokenId>& name = m_names[i];
            if (name.size() <= best_length || name.size() > tokens.size()) continue;
            if (std::ranges::equal(name, tokens.first(name.size()), {}, {}, &Token::id))
                best = i, best_length = name.size();
        }
        if (best_length == 0) return 0;
        const Unit unit = unit_of(m_words[best], best, weight, m_tokenizer.start());
        const std::size_t length = unit.places.size();
        if (m_rows.room() == 0) continue_in_next();
        if (length > m_rows.room() && length <= m_rows.size() && m_rows.begin_row()) m_after_comma = 0;
        if (length <= m_rows.room())
            m_rows.row().insert(m_rows.row().end(), unit.places.begin(), unit.places.end());
        else
            m_rows.cut(unit.text);
        return best_length;
    }

    // False where no row has room.
    bool add_token(TokenId id, double weight, bool is_comma) {
        if (is_comma) m_after_comma = m_rows.row().size() + 1;
        if (m_rows.room() == 0 && !continue_in_next()) return false;
        m_rows.row().push_back({id, static_cast<float>(weight), is_comma, std::nullopt});
        return true;
    }

    // Begins another row with what follows the last comma, if that is near. A comma that finds the row full follows
    // itself: it moves nothing.
    bool continue_in_next() {
        const std::vector<Place>& full = m_rows.row();
        const bool moves =
            m_after_comma > 0 && m_after_comma <= full.size() && full.size() - m_after_comma < comma_reach;
        const std::size_t kept = moves ? m_after_comma : full.size();
        m_after_comma = 0;
        return m_rows.begin_row(kept);
    }

    const ClipTokenizer& m_tokenizer;
    std::span<const LearnedWord> m_words;
    Rows m_rows;
    std::vector<std::vector<TokenId>> m_names;
    std::size_t m_after_comma = 0;  // places of the row up to and with its last comma
};

// Rows that end between groups: the texts of one weight, and learned words.
class GroupRows {
public:
    GroupRows(const ClipTokenizer& tokenizer, const RowOptions& options)
        : m_tokenizer(tokenizer), m_words(options.words), m_rows(tokenizer, options.most) {}

    // The text of a span up to the next "embedding:name" is a group, the learned word another.
    void add(const PromptSpan& span) {
        if (span.kind == PromptSpan::Kind::chunk_break) return;
        std::string_view rest = span.text;
        for (auto mention = next_mention(rest, 0); mention; mention = next_mention(rest, mention->at)) {
            const std::string_view name = known_name(mention->name);
            const auto word = std::ranges::find(m_words, name, &LearnedWord::name);
            if (word == m_words.end()) {
                mention->at += mention_mark.size();
                continue;
            }
            add_text(rest.substr(0, mention->at), span.weight);
            const auto index = static_cast<std::size_t>(word - m_words.begin());
            add_group({unit_of(*word, index, span.weight, m_tokenizer.start())});
            rest.remove_prefix(mention->at + mention_mark.size() + name.size());
            mention->at = 0;
        }
        add_text(rest, span.weight);
    }

    PromptTokens finish() { return m_rows.finish(); }

private:
    // Without the commas behind it unless they belong to the name.
    std::string_view known_name(std::string_view name) const {
        while (name.ends_with(',') && std::ranges::find(m_words, name, &LearnedWord::name) == m_words.end())
            name.remove_suffix(1);
        return name;
    }

    void add_text(std::string_view text, double weight) {
        std::vector<Unit> group;
        for (const TokenizedWord& word : m_tokenizer.split(text)) group.push_back(unit_of(word, weight));
        add_group(group);
    }

    void add_group(const std::vector<Unit>& group) {
        std::size_t length = 0;
        for (const Unit& unit : group) length += unit.places.size();
        if (length < smallest_to_split && length > m_rows.room()) m_rows.begin_row();
        for (const Unit& unit : group) {
            for (const Place& place : unit.places) {
                if (m_rows.room() == 0 && !m_rows.begin_row()) {
                    m_rows.cut(unit.text);
                    break;
                }
                m_rows.row().push_back(place);
            }
        }
    }

    const ClipTokenizer& m_tokenizer;
    std::span<const LearnedWord> m_words;
    Rows m_rows;
};

template <typename AnyRows>
PromptTokens filled(AnyRows rows, std::span<const PromptSpan> spans) {
    for (const PromptSpan& span : spans) rows.add(span);
    return rows.finish();
}

}  // namespace

bool PromptTokens::is_weighted() const {
    return std::ranges::any_of(chunks, [](const PromptChunk& chunk) {
        return std::ranges::any_of(chunk.weights, [](float weight) { return weight != 1.0F; });
    });
}

std::vector<std::string> mentioned_words(std::span<const PromptSpan> spans) {
    std::vector<std::string> names;
    for (const PromptSpan& span : spans)
        for (auto mention = next_mention(span.text, 0); mention; mention = next_mention(span.text, mention->at + 1))
            if (!mention->name.empty() && std::ranges::find(names, mention->name) == names.end())
                names.emplace_back(mention->name);
    return names;
}

PromptTokens tokenize_prompt(const ClipTokenizer& tokenizer, std::span<const PromptSpan> spans,
                             const RowOptions& options) {
    if (options.breaks == RowBreaks::between_groups) return filled(GroupRows(tokenizer, options), spans);
    return filled(CommaRows(tokenizer, options), spans);
}

}  // namespace lemnos
