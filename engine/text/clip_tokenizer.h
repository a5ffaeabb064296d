// SPDX-License-Identifier: Apache-2.0
// The tokenizer of CLIP: byte-pair encoding with "</w>" at the end of a word (Radford et al. 2021; Sennrich et al.
// 2016). Holds no vocabulary of its own: it is built from what a model brings. An immutable value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace lemnos {

using TokenId = std::int32_t;

/// A word as the tokenizer splits it, with its tokens.
struct TokenizedWord {
    std::string text;  // cleaned: lower case
    std::vector<TokenId> tokens;
};

/// Tokens for the text encoder, all of one length.
struct TokenRow {
    std::vector<TokenId> ids;     // start, words, end, padding: max_length in all
    std::uint32_t cut_words = 0;  // words that did not fit
    std::string first_cut;        // the first of them
};

class ClipTokenizer {
public:
    /// From {"type": "clip_bpe", "merges": ["i n", ...], "vocab_size": N, "start": id, "end": id, "max_length": N} and,
    /// if it is not "end", "pad": id. The vocabulary is CLIP's order: 256 bytes, 256 bytes with </w>, one entry for
    /// each merge, then start and end.
    static Result<ClipTokenizer> from_json(const nlohmann::json& json);
    /// From the text of `merges.txt` (or open_clip's bpe_simple_vocab): one merge a line, the first line a header.
    /// What stands beyond the 48,894 merges of CLIP is not used.
    static Result<ClipTokenizer> from_merges(std::string_view merges);
    /// From the `tokenizer` folder of a diffusers model: ids from vocab.json, merges from merges.txt.
    static Result<ClipTokenizer> from_vocabulary(const nlohmann::json& vocabulary, std::string_view merges);

    /// NFC, white space collapsed, lower case, then CLIP's split into words: what the tokenizers of A1111 and ComfyUI
    /// do. Without the ftfy and HTML unescaping of CLIP's own repository, which they do not have either.
    /// Only the exact spellings <|startoftext|> and <|endoftext|> are special, anywhere.
    std::vector<TokenizedWord> split(std::string_view text) const;
    /// All tokens of a text without start and end.
    std::vector<TokenId> encode(std::string_view text) const;
    /// Start and end around the tokens of a text, cut between tokens and padded to max_length.
    TokenRow encode_row(std::string_view text) const;

    TokenId start() const { return m_start; }
    TokenId end() const { return m_end; }
    TokenId pad() const { return m_pad; }
    std::uint32_t max_length() const { return m_max_length; }
    std::uint32_t vocabulary_size() const { return m_vocabulary_size; }
    /// SD 2 and SDXL's second encoder pad with 0 instead of the end token.
    ClipTokenizer with_padding(TokenId pad) const;

private:
    struct Merge {
        std::uint32_t rank;
        std::uint32_t symbol;  // what the two become
    };
    ClipTokenizer() = default;
    static Result<ClipTokenizer> build(const std::vector<std::string_view>& merges, const nlohmann::json* vocabulary);
    std::vector<TokenId> encode_word(std::string_view word) const;

    std::vector<TokenId> m_symbol_ids;                  // by symbol: bytes, bytes with </w>, merges
    std::unordered_map<std::uint64_t, Merge> m_merges;  // by the two symbols
    TokenId m_start = 0;
    TokenId m_end = 0;
    TokenId m_pad = 0;
    std::uint32_t m_max_length = 77;
    std::uint32_t m_vocabulary_size = 0;
};

}  // namespace lemnos
