// SPDX-License-Identifier: Apache-2.0
#include "pipeline/text_encoding.h"

#include <algorithm>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::size_t texts_kept = 32;

std::string note_of(const TokenRow& row) {
    if (row.cut_words == 0) return {};
    return fmt::format(
        "The prompt is longer than the {} tokens that the text encoder reads: {} words from {} on were left out.",
        row.ids.size() - 2, row.cut_words, in_quotes(row.first_cut));
}

}  // namespace

Result<EncodedText> TextEncoding::encode(const std::string& text, DType dtype, const CancelToken& cancel) {
    const auto known =
        std::ranges::find_if(m_recent, [&](const Entry& entry) { return entry.text == text && entry.dtype == dtype; });
    if (known != m_recent.end()) {
        m_recent.splice(m_recent.begin(), m_recent, known);
        return m_recent.front().encoded;
    }
    LEMNOS_CHECK(cancel.check());
    const TokenRow row = m_model.tokenizer().encode_row(text);
    LEMNOS_TRY(Executable * encoder, m_model.text_encoder(dtype, cancel));
    std::vector<float> ids;
    for (const TokenId id : row.ids) ids.push_back(static_cast<float>(id));
    LEMNOS_CHECK(encoder->write_input("ids", ids));
    LEMNOS_CHECK(encoder->run(cancel));
    EncodedText encoded;
    LEMNOS_TRY(encoded.context, encoder->read_output("result"));
    encoded.note = note_of(row);
    m_recent.push_front({text, dtype, encoded});
    if (m_recent.size() > texts_kept) m_recent.pop_back();
    return encoded;
}

}  // namespace lemnos
