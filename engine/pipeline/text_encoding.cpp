// SPDX-License-Identifier: Apache-2.0
#include "pipeline/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::size_t texts_kept = 32;

double mean_of(const HostTensor& tensor) {
    const double sum = std::accumulate(tensor.values.begin(), tensor.values.end(), 0.0);
    return sum / static_cast<double>(tensor.values.size());
}

std::string note_of(const PromptTokens& tokens) {
    if (tokens.cut_words == 0) return {};
    return fmt::format("The prompt is too long for the text encoder: {} words from {} on were left out.",
                       tokens.cut_words, in_quotes(tokens.first_cut));
}

// Rows come with the end token as padding.
std::vector<TokenId> padded(std::vector<TokenId> ids, TokenId end, PadToken pad) {
    if (pad == PadToken::end) return ids;
    for (std::size_t i = ids.size(); i-- > 1 && ids[i] == end && ids[i - 1] == end;) ids[i] = 0;
    return ids;
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
    const double before = mean_of(context);
    const std::size_t channels = context.shape.channels();
    for (std::size_t i = 0; i < context.values.size(); ++i) context.values[i] *= weights[i / channels];
    const double after = mean_of(context);
    // A mean of nearly nothing gives no scale to restore.
    if (std::abs(after) < 1e-9 || !std::isfinite(before / after)) return;
    for (float& value : context.values) value = static_cast<float>(value * (before / after));
}

PromptTokens TextEncoding::tokens_of(const std::string& text) const {
    return tokenize_prompt(m_model.tokenizer(), parse_prompt(text), {.most = m_model.description().prompt_rows});
}

std::uint32_t TextEncoding::rows_of(const std::string& text) const {
    return static_cast<std::uint32_t>(tokens_of(text).chunks.size());
}

Result<EncodedText> TextEncoding::encode(const std::string& text, std::uint32_t rows, DType dtype,
                                         const CancelToken& cancel) {
    const auto known = std::ranges::find_if(
        m_recent, [&](const Entry& entry) { return entry.text == text && entry.rows == rows && entry.dtype == dtype; });
    if (known != m_recent.end()) {
        m_recent.splice(m_recent.begin(), m_recent, known);
        return m_recent.front().encoded;
    }
    PromptTokens tokens = tokens_of(text);
    const PromptChunk empty = tokenize_prompt(m_model.tokenizer(), {}).chunks.front();
    while (tokens.chunks.size() < rows) tokens.chunks.push_back(empty);
    EncodedText encoded;
    for (const PromptChunk& chunk : tokens.chunks) {
        LEMNOS_TRY(EncodedRow row, encode_row(chunk, dtype, cancel));
        const std::uint32_t length = encoded.context.values.empty() ? 0 : encoded.context.shape[1];
        if (length == 0) encoded.pooled = std::move(row.pooled);
        encoded.context.shape = row.states.shape.with(1, length + row.states.shape[1]);
        encoded.context.values.insert(encoded.context.values.end(), row.states.values.begin(), row.states.values.end());
    }
    encoded.note = note_of(tokens);
    m_recent.push_front({text, rows, dtype, encoded});
    if (m_recent.size() > texts_kept) m_recent.pop_back();
    return encoded;
}

Result<TextEncoding::EncodedRow> TextEncoding::encode_row(const PromptChunk& row, DType dtype,
                                                          const CancelToken& cancel) {
    LEMNOS_TRY(EncodedRow all, encode_row_by(0, row, dtype, cancel));
    for (std::size_t which = 1; which < m_model.description().texts.size(); ++which) {
        LEMNOS_TRY(EncodedRow more, encode_row_by(which, row, dtype, cancel));
        all.states = side_by_side(all.states, more.states);
        all.pooled = std::move(more.pooled);
    }
    return all;
}

Result<TextEncoding::EncodedRow> TextEncoding::encode_row_by(std::size_t which, const PromptChunk& row, DType dtype,
                                                             const CancelToken& cancel) {
    LEMNOS_CHECK(cancel.check());
    const TextPart& part = m_model.description().texts[which];
    LEMNOS_TRY(Executable * encoder, m_model.text_encoder(which, dtype, cancel));
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
    const bool is_weighted = std::ranges::any_of(row.weights, [](float weight) { return weight != 1; });
    if (is_weighted) emphasise(encoded.states, row.weights);
    return encoded;
}

}  // namespace lemnos
