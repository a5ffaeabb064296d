// SPDX-License-Identifier: Apache-2.0
#include "text/clip_tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <tuple>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "text/clip_words.h"

namespace lemnos {
namespace {

using nlohmann::json;

constexpr std::uint32_t byte_symbols = 256;
constexpr std::uint32_t base_symbols = 2 * byte_symbols;  // every byte, alone and at the end of a word
constexpr std::size_t clip_merges = 48894;
constexpr std::uint32_t largest_vocabulary = 10'000'000;
constexpr std::string_view end_of_word = "</w>";

// GPT-2 writes the printable bytes of Latin-1 as themselves and the others from U+0100 on; CLIP's vocabulary counts
// bytes in the order in which that gives them out.
struct ByteOrder {
    std::array<std::uint32_t, byte_symbols> symbol_of_byte{};
    std::array<char32_t, byte_symbols> letter_of_symbol{};
};

const ByteOrder& byte_order() {
    static const ByteOrder order = [] {
        auto printable = [](std::uint32_t byte) {
            return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        };
        ByteOrder made;
        std::uint32_t symbol = 0;
        for (std::uint32_t byte = 0; byte < byte_symbols; ++byte) {
            if (!printable(byte)) continue;
            made.letter_of_symbol[symbol] = byte;
            made.symbol_of_byte[byte] = symbol++;
        }
        char32_t next_letter = 0x100;
        for (std::uint32_t byte = 0; byte < byte_symbols; ++byte) {
            if (printable(byte)) continue;
            made.letter_of_symbol[symbol] = next_letter++;
            made.symbol_of_byte[byte] = symbol++;
        }
        return made;
    }();
    return order;
}

std::uint64_t pair_key(std::uint32_t left, std::uint32_t right) { return (std::uint64_t{left} << 32U) | right; }

// The symbols that are known while a vocabulary is built, by how they are written.
class Symbols {
public:
    Symbols() {
        for (const char32_t letter : byte_order().letter_of_symbol) add(written(letter, {}));
        for (const char32_t letter : byte_order().letter_of_symbol) add(written(letter, end_of_word));
    }
    std::uint32_t add(const std::string& text) {
        return m_by_text.try_emplace(text, static_cast<std::uint32_t>(m_by_text.size())).first->second;
    }
    std::optional<std::uint32_t> find(std::string_view text) const {
        const auto at = m_by_text.find(std::string(text));
        return at == m_by_text.end() ? std::nullopt : std::optional(at->second);
    }
    const std::unordered_map<std::string, std::uint32_t>& all() const { return m_by_text; }

private:
    static std::string written(char32_t letter, std::string_view ending) {
        std::string text;
        append_utf8(text, letter);
        return text.append(ending);
    }
    std::unordered_map<std::string, std::uint32_t> m_by_text;
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// A whole number up to `most`; JSON that a program built may hold it as a signed one.
std::optional<std::uint32_t> whole_number(const json& value, std::uint32_t most) {
    if (!value.is_number_integer() || value < 0 || value > most) return std::nullopt;
    return value.get<std::uint32_t>();
}

Result<TokenId> id_of(const json& vocabulary, std::string_view token) {
    const auto at = vocabulary.find(token);
    const auto id = at == vocabulary.end() ? std::nullopt : whole_number(*at, largest_vocabulary);
    if (!id) return bad_file("the vocabulary has no number for the token \"{}\"", token);
    return static_cast<TokenId>(*id);
}

Result<std::uint32_t> number_in(const json& object, const char* field, std::uint32_t least, std::uint32_t most) {
    const auto at = object.find(field);
    if (at == object.end()) return bad_file("the tokenizer has no \"{}\"", field);
    const auto number = whole_number(*at, most);
    if (!number || *number < least)
        return bad_file("the tokenizer's \"{}\" is {}; it must be a number from {} to {}", field, at->dump(), least,
                        most);
    return *number;
}

// Start and end by number, or by their name, whose place follows from the merges.
Result<TokenId> special_id(const json& object, const char* field, std::string_view name, TokenId by_name,
                           std::uint32_t most) {
    if (object.value(field, json()) == name) return by_name;
    LEMNOS_TRY(const std::uint32_t id, number_in(object, field, 0, most));
    return static_cast<TokenId>(id);
}

}  // namespace

Result<ClipTokenizer> ClipTokenizer::build(const std::vector<std::string_view>& merges, const json* vocabulary) {
    ClipTokenizer tokenizer;
    Symbols symbols;
    tokenizer.m_symbol_ids.resize(base_symbols);
    for (std::uint32_t i = 0; i < base_symbols; ++i) tokenizer.m_symbol_ids[i] = static_cast<TokenId>(i);
    for (std::uint32_t rank = 0; rank < merges.size(); ++rank) {
        const std::string_view merge = merges[rank];
        const std::size_t space = merge.find(' ');
        if (space == std::string_view::npos || merge.find(' ', space + 1) != std::string_view::npos)
            return bad_file("merge {} of the tokenizer is \"{}\", not two symbols", rank, merge);
        const auto left = symbols.find(merge.substr(0, space));
        const auto right = symbols.find(merge.substr(space + 1));
        if (!left || !right)
            return bad_file("merge {} of the tokenizer, \"{}\", uses a symbol that does not exist", rank, merge);
        std::string joined(merge);
        joined.erase(space, 1);
        const std::uint32_t symbol = symbols.add(joined);
        tokenizer.m_symbol_ids.resize(std::max<std::size_t>(tokenizer.m_symbol_ids.size(), symbol + 1));
        tokenizer.m_symbol_ids[symbol] = static_cast<TokenId>(base_symbols + rank);
        if (!tokenizer.m_merges.try_emplace(pair_key(*left, *right), Merge{rank, symbol}).second)
            return bad_file("merge {} of the tokenizer, \"{}\", appears twice", rank, merge);
    }
    tokenizer.m_start = static_cast<TokenId>(base_symbols + merges.size());
    tokenizer.m_end = tokenizer.m_start + 1;
    tokenizer.m_vocabulary_size = static_cast<std::uint32_t>(tokenizer.m_end) + 1;
    if (vocabulary != nullptr) {
        for (const auto& [text, symbol] : symbols.all()) {
            LEMNOS_TRY(tokenizer.m_symbol_ids[symbol], id_of(*vocabulary, text));
        }
        LEMNOS_TRY(tokenizer.m_start, id_of(*vocabulary, start_of_text));
        LEMNOS_TRY(tokenizer.m_end, id_of(*vocabulary, end_of_text));
        TokenId largest = std::max(tokenizer.m_start, tokenizer.m_end);
        for (const TokenId id : tokenizer.m_symbol_ids) largest = std::max(largest, id);
        tokenizer.m_vocabulary_size = static_cast<std::uint32_t>(largest) + 1;
    }
    tokenizer.m_pad = tokenizer.m_end;
    return tokenizer;
}

Result<ClipTokenizer> ClipTokenizer::from_json(const json& description) {
    if (!description.is_object() || description.value("type", json()) != "clip_bpe")
        return unsupported("the tokenizer is not of the type \"clip_bpe\"");
    const auto list = description.find("merges");
    if (list == description.end() || !list->is_array()) return bad_file("the tokenizer has no list of merges");
    std::vector<std::string_view> merges;
    for (const json& merge : *list) {
        if (!merge.is_string()) return bad_file("merge {} of the tokenizer is not text", merges.size());
        merges.push_back(merge.get_ref<const std::string&>());
    }
    LEMNOS_TRY(ClipTokenizer tokenizer, build(merges, nullptr));
    const std::uint32_t size = tokenizer.m_vocabulary_size;
    LEMNOS_TRY(const std::uint32_t claimed, number_in(description, "vocab_size", 1, largest_vocabulary));
    if (claimed != size) return bad_file("the tokenizer's merges make {} tokens, its vocab_size is {}", size, claimed);
    LEMNOS_TRY(const TokenId start, special_id(description, "start", start_of_text, tokenizer.m_start, size - 1));
    LEMNOS_TRY(const TokenId end, special_id(description, "end", end_of_text, tokenizer.m_end, size - 1));
    LEMNOS_TRY(tokenizer.m_max_length, number_in(description, "max_length", 3, 4096));
    tokenizer.m_start = start;
    tokenizer.m_end = end;
    tokenizer.m_pad = tokenizer.m_end;
    if (description.contains("pad")) {
        LEMNOS_TRY(const std::uint32_t pad, number_in(description, "pad", 0, size - 1));
        tokenizer.m_pad = static_cast<TokenId>(pad);
    }
    return tokenizer;
}

Result<ClipTokenizer> ClipTokenizer::from_merges(std::string_view merges) {
    std::vector<std::string_view> lines = lines_of(merges);
    if (lines.empty()) return bad_file("the list of merges is empty");
    lines.erase(lines.begin());
    if (lines.size() > clip_merges) lines.resize(clip_merges);
    return build(lines, nullptr);
}

Result<ClipTokenizer> ClipTokenizer::from_vocabulary(const json& vocabulary, std::string_view merges) {
    if (!vocabulary.is_object()) return bad_file("the vocabulary is not a JSON object");
    std::vector<std::string_view> lines = lines_of(merges);
    if (lines.empty()) return bad_file("the list of merges is empty");
    lines.erase(lines.begin());
    return build(lines, &vocabulary);
}

ClipTokenizer ClipTokenizer::with_padding(TokenId pad) const {
    ClipTokenizer other = *this;
    other.m_pad = pad;
    return other;
}

// Merges the pair of lowest rank again and again, the leftmost first. A queue keeps this at n log n: a prompt may be
// one word of a megabyte.
std::vector<TokenId> ClipTokenizer::encode_word(std::string_view word) const {
    struct Piece {
        std::uint32_t symbol;
        std::size_t before, after;  // neighbours; `after` is the size at the end
    };
    struct Candidate {
        std::uint32_t rank;
        std::size_t at;
        std::uint32_t left, right, joined;  // symbols, to notice that a neighbour has changed since
        bool operator>(const Candidate& other) const { return std::tie(rank, at) > std::tie(other.rank, other.at); }
    };
    constexpr std::uint32_t gone = ~0U;
    const std::size_t size = word.size();
    std::vector<Piece> pieces(size);
    for (std::size_t i = 0; i < size; ++i)
        pieces[i] = {byte_order().symbol_of_byte[static_cast<unsigned char>(word[i])], i - 1, i + 1};
    if (size > 0) pieces.back().symbol += byte_symbols;

    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    auto propose = [&](std::size_t at) {
        if (at >= size || pieces[at].after >= size) return;
        const std::uint32_t left = pieces[at].symbol;
        const std::uint32_t right = pieces[pieces[at].after].symbol;
        const auto merge = m_merges.find(pair_key(left, right));
        if (merge != m_merges.end()) queue.push({merge->second.rank, at, left, right, merge->second.symbol});
    };
    for (std::size_t i = 0; i < size; ++i) propose(i);
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Piece& piece = pieces[best.at];
        if (piece.symbol != best.left || piece.after >= size || pieces[piece.after].symbol != best.right) continue;
        Piece& absorbed = pieces[piece.after];
        piece.symbol = best.joined;
        piece.after = absorbed.after;
        absorbed.symbol = gone;
        if (piece.after < size) pieces[piece.after].before = best.at;
        propose(piece.before);
        propose(best.at);
    }
    std::vector<TokenId> tokens;
    for (std::size_t i = 0; i < size; i = pieces[i].after) tokens.push_back(m_symbol_ids[pieces[i].symbol]);
    return tokens;
}

std::vector<TokenizedWord> ClipTokenizer::split(std::string_view text) const {
    std::vector<TokenizedWord> words;
    for (std::string& word : clip_words(text)) {
        std::vector<TokenId> tokens = word == start_of_text ? std::vector{m_start}
                                      : word == end_of_text ? std::vector{m_end}
                                                            : encode_word(word);
        words.push_back({std::move(word), std::move(tokens)});
    }
    return words;
}

std::vector<TokenId> ClipTokenizer::encode(std::string_view text) const {
    std::vector<TokenId> ids;
    for (const TokenizedWord& word : split(text)) ids.insert(ids.end(), word.tokens.begin(), word.tokens.end());
    return ids;
}

TokenRow ClipTokenizer::encode_row(std::string_view text) const {
    TokenRow row;
    row.ids.push_back(m_start);
    for (const TokenizedWord& word : split(text)) {
        const std::size_t room = m_max_length - 1 - row.ids.size();
        const std::size_t taken = std::min(room, word.tokens.size());
        row.ids.insert(row.ids.end(), word.tokens.begin(), word.tokens.begin() + static_cast<std::ptrdiff_t>(taken));
        if (taken < word.tokens.size() && row.cut_words++ == 0) row.first_cut = word.text;
    }
    row.ids.push_back(m_end);
    row.ids.resize(m_max_length, m_pad);
    return row;
}

}  // namespace lemnos
