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
    const ClipTextConfig& config = m_model.description().text.config;
    EncodedText encoded;
    for (const PromptChunk& row : tokens.chunks) {
        LEMNOS_TRY(const HostTensor context, encode_row(row, dtype, cancel));
        encoded.context.values.insert(encoded.context.values.end(), context.values.begin(), context.values.end());
    }
    const auto length = static_cast<std::uint32_t>(tokens.chunks.size() * config.max_length);
    encoded.context.shape = {1, length, config.hidden_size};
    encoded.note = note_of(tokens);
    m_recent.push_front({text, rows, dtype, encoded});
    if (m_recent.size() > texts_kept) m_recent.pop_back();
    return encoded;
}

Result<HostTensor> TextEncoding::encode_row(const PromptChunk& row, DType dtype, const CancelToken& cancel) {
    LEMNOS_CHECK(cancel.check());
    LEMNOS_TRY(Executable * encoder, m_model.text_encoder(dtype, cancel));
    const std::vector<float> ids(row.ids.begin(), row.ids.end());
    LEMNOS_CHECK(encoder->write_input("ids", ids));
    LEMNOS_CHECK(encoder->run(cancel));
    LEMNOS_TRY(HostTensor context, encoder->read_output("result"));
    const bool is_weighted = std::ranges::any_of(row.weights, [](float weight) { return weight != 1; });
    if (is_weighted) emphasise(context, row.weights);
    return context;
}

}  // namespace lemnos
