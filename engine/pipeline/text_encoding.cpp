// SPDX-License-Identifier: Apache-2.0
#include "pipeline/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::size_t texts_kept = 32;

std::string note_of(const PromptTokens& tokens) {
    if (tokens.cut_words == 0) return {};
    return fmt::format("The prompt is too long for the text encoder: {} words from {} on were left out.",
                       tokens.cut_words, in_quotes(tokens.first_cut));
}

// Rows come with the end token as padding.
std::vector<TokenId> padded(std::vector<TokenId> ids, TokenId end, PadToken pad) {
    if (pad == PadToken::end) return ids;
    for (std::size_t i = ids.size() - 1; i > 0 && ids[i] == end && ids[i - 1] == end; --i) ids[i] = 0;
    return ids;
}

// The files that a text's rows have vectors of.
std::vector<LearnedWordUse> uses_of(const PromptTokens& rows, const TextWords& learned) {
    std::vector<LearnedWordUse> uses;
    for (std::size_t word = 0; word < learned.words.size(); ++word) {
        const auto is_here = [word](const InsertedVector& one) { return one.word == word; };
        const auto has_it = [&](const PromptChunk& row) { return std::ranges::any_of(row.inserted, is_here); };
        if (std::ranges::any_of(rows.chunks, has_it))
            uses.push_back({learned.words[word].name, learned.vectors[word]->hash});
    }
    return uses;
}

// What the text encoder `which` is told of a row's learned words (see ClipTextInputs).
Status write_learned(Executable& encoder, const PromptChunk& row,
                     std::span<const std::shared_ptr<const WordVectors>> learned, std::size_t which) {
    const std::size_t width = learned[row.inserted.front().word]->encoders.at(which).shape.channels();
    std::vector<float> kept(row.ids.size(), 1), inserted(row.ids.size() * width);
    for (const InsertedVector& one : row.inserted) {
        const HostTensor& vectors = learned[one.word]->encoders.at(which);
        kept[one.position] = 0;
        std::ranges::copy(std::span(vectors.values).subspan(one.vector * width, width),
                          inserted.begin() + static_cast<std::ptrdiff_t>(one.position * width));
    }
    LEMNOS_CHECK(encoder.write_input("kept", kept));
    return encoder.write_input("inserted", inserted);
}

// [1, tokens, a] and [1, tokens, b] -> [1, tokens, a + b]
HostTensor side_by_side(const HostTensor& left, const HostTensor& right) {
    const std::size_t a = left.shape.channels(), b = right.shape.channels();
    HostTensor both(left.shape.with(2, static_cast<std::uint32_t>(a + b)));
    for (std::size_t row = 0; row < both.shape.rows(); ++row) {
        std::ranges::copy(std::span(left.values).subspan(row * a, a), both.values.begin() + row * (a + b));
        std::ranges::copy(std::span(right.values).subspan(row * b, b), both.values.begin() + row * (a + b) + a);
    }
    return both;
}

}  // namespace

void emphasise(HostTensor& context, std::span<const float> weights) {
    const std::size_t channels = context.shape.channels();
    const auto weighted = [&](std::size_t i) { return double{context.values[i]} * weights[i / channels]; };
    double before = 0, after = 0;  // the means, times the count
    for (std::size_t i = 0; i < context.values.size(); ++i) {
        before += context.values[i];
        after += weighted(i);
    }
    // A mean of nearly nothing gives no scale to restore.
    const bool has_scale = std::abs(after) > 1e-9 && std::isfinite(before / after);
    const double scale = has_scale ? before / after : 1;
    for (std::size_t i = 0; i < context.values.size(); ++i) context.values[i] = static_cast<float>(weighted(i) * scale);
}

void emphasise_against(HostTensor& context, const HostTensor& empty, std::span<const float> weights) {
    const std::size_t channels = context.shape.channels();
    for (std::size_t i = 0; i < context.values.size(); ++i) {
        const float weight = weights[i / channels];
        if (weight != 1) context.values[i] = (context.values[i] - empty.values[i]) * weight + empty.values[i];
    }
}

Result<TextEncoding::Tokens> TextEncoding::tokens_of(const std::string& text, const PromptRules& rules) {
    const std::vector<PromptSpan> spans = parse_prompt(text, rules.syntax);
    LEMNOS_TRY(TextWords learned, m_learned.words_in(spans, rules.breaks));
    Tokens tokens{.rows = {}, .learned = {}, .notes = std::move(learned.notes), .uses = {}};
    tokens.rows =
        tokenize_prompt(m_model.tokenizer(), spans,
                        {.most = m_model.description().prompt_rows, .breaks = rules.breaks, .words = learned.words});
    tokens.uses = uses_of(tokens.rows, learned);
    tokens.learned = std::move(learned.vectors);
    if (std::string note = note_of(tokens.rows); !note.empty()) tokens.notes.push_back(std::move(note));
    return tokens;
}

PromptChunk TextEncoding::empty_row() const { return tokenize_prompt(m_model.tokenizer(), {}).chunks.front(); }

Result<std::uint32_t> TextEncoding::common_rows(std::span<const std::string> texts, const PromptRules& rules) {
    std::size_t rows = 1;
    for (const std::string& text : texts) {
        LEMNOS_TRY(const Tokens tokens, tokens_of(text, rules));
        const std::size_t own = tokens.rows.chunks.size();
        rows = rules.filling == RowFilling::repeated_rows ? std::lcm(rows, own) : std::max(rows, own);
    }
    return static_cast<std::uint32_t>(rows);
}

Result<EncodedText> TextEncoding::encode(const std::string& text, const TextOptions& options,
                                         const CancelToken& cancel) {
    LEMNOS_TRY(Tokens tokens, tokens_of(text, options.rules));
    const auto known = std::ranges::find_if(m_recent, [&](const Entry& entry) {
        return entry.text == text && entry.options == options && entry.learned == tokens.learned;
    });
    if (known != m_recent.end()) {
        m_recent.splice(m_recent.begin(), m_recent, known);
        EncodedText encoded = m_recent.front().encoded;
        encoded.notes = std::move(tokens.notes);
        return encoded;
    }
    EncodedText encoded;
    encoded.notes = std::move(tokens.notes);
    encoded.learned = std::move(tokens.uses);
    std::vector<PromptChunk>& chunks = tokens.rows.chunks;
    if (options.rules.filling == RowFilling::empty_rows)
        chunks.resize(std::max<std::size_t>(chunks.size(), options.rows), empty_row());
    HostTensor& context = encoded.context;
    for (const PromptChunk& chunk : chunks) {
        LEMNOS_TRY(EncodedRow row, encode_row(chunk, tokens.learned, options, cancel));
        if (context.values.empty()) encoded.pooled = std::move(row.pooled);
        context.shape = row.states.shape;
        context.values.insert(context.values.end(), row.states.values.begin(), row.states.values.end());
    }
    // Repeated where there are no empty rows; `rows` is then a multiple.
    const std::vector<float> once = context.values;
    std::size_t rows = chunks.size();
    for (; rows < options.rows; rows += chunks.size())
        context.values.insert(context.values.end(), once.begin(), once.end());
    context.shape = context.shape.with(1, static_cast<std::uint32_t>(rows * context.shape[1]));
    m_recent.push_front({text, options, std::move(tokens.learned), encoded});
    if (m_recent.size() > texts_kept) m_recent.pop_back();
    return encoded;
}

Result<TextEncoding::EncodedRow> TextEncoding::encode_row(const PromptChunk& row, const Vectors& learned,
                                                          const TextOptions& options, const CancelToken& cancel) {
    EncodedRow all;
    for (std::size_t which = 0; which < m_model.description().texts.size(); ++which) {
        LEMNOS_TRY(EncodedRow one, encode_row_by(which, row, learned, options, cancel));
        LEMNOS_CHECK(weigh(which, one, row, options, cancel));
        all.states = which == 0 ? std::move(one.states) : side_by_side(all.states, one.states);
        all.pooled = std::move(one.pooled);
    }
    return all;
}

Result<TextEncoding::EncodedRow> TextEncoding::encode_row_by(std::size_t which, const PromptChunk& row,
                                                             const Vectors& learned, const TextOptions& options,
                                                             const CancelToken& cancel) {
    LEMNOS_CHECK(cancel.check());
    const TextPart& part = m_model.description().texts[which];
    const auto vectors = row.inserted.empty() ? InsertedVectors::none : InsertedVectors::given;
    LEMNOS_TRY(Executable * encoder, m_model.network({.network = Network::text_encoder,
                                                      .dtype = options.dtype,
                                                      .which = which,
                                                      .clip_skip = options.clip_skip,
                                                      .vectors = vectors},
                                                     cancel));
    if (vectors == InsertedVectors::given) LEMNOS_CHECK(write_learned(*encoder, row, learned, which));
    const std::vector<TokenId> ids = padded(row.ids, m_model.tokenizer().end(), part.pad);
    LEMNOS_CHECK(encoder->write_input("ids", std::vector<float>(ids.begin(), ids.end())));
    const bool is_pooled = part.config.pooled != Pooled::none;
    if (is_pooled) {
        const auto end = std::ranges::find(ids, m_model.tokenizer().end()) - ids.begin();
        LEMNOS_CHECK(encoder->write_input("ends", std::vector<float>{static_cast<float>(end)}));
    }
    LEMNOS_CHECK(encoder->run(cancel));
    EncodedRow encoded;
    LEMNOS_TRY(encoded.states, encoder->read_output("result"));
    if (is_pooled) {
        LEMNOS_TRY(encoded.pooled, encoder->read_output("pooled"));
        encoded.pooled.shape = {1, part.config.projection_size};
    }
    return encoded;
}

// Each encoder's tokens by themselves, as the programs do.
Status TextEncoding::weigh(std::size_t which, EncodedRow& encoded, const PromptChunk& row, const TextOptions& options,
                           const CancelToken& cancel) {
    const bool is_weighted = std::ranges::any_of(row.weights, [](float weight) { return weight != 1; });
    if (!is_weighted) return {};
    if (options.rules.emphasis == EmphasisMode::mean_restored) {
        emphasise(encoded.states, row.weights);
    } else {
        LEMNOS_TRY(const EncodedRow empty, encode_row_by(which, empty_row(), {}, options, cancel));
        emphasise_against(encoded.states, empty.states, row.weights);
    }
    return {};
}

}  // namespace lemnos
