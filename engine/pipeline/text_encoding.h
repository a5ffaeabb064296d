// SPDX-License-Identifier: Apache-2.0
// From a prompt to what the UNet is given of it, remembered by text: changing the seed does not encode again. Emphasis
// is applied as A1111 does; a long prompt becomes several rows of tokens, encoded one by one and set side by side.
// Where a model has two text encoders, each reads the same tokens.
// Owned beside the model; engine thread only.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "pipeline/loaded_model.h"
#include "tensor/host_tensor.h"
#include "text/prompt_rows.h"

namespace lemnos {

struct EncodedText {
    HostTensor context;  // [1, rows * max_length, context_dim]
    HostTensor pooled;   // [1, projection_size], of the first row; empty where the model takes none
    std::string note;    // what was cut from a text that is too long; empty if nothing was
};

class TextEncoding {
public:
    explicit TextEncoding(LoadedModel& model) : m_model(model) {}

    /// Rows of tokens that a text takes.
    std::uint32_t rows_of(const std::string& text) const;
    /// `rows` at least those of the text: prompt and negative prompt must be of one length.
    Result<EncodedText> encode(const std::string& text, std::uint32_t rows, DType dtype, const CancelToken& cancel);

private:
    struct Entry {
        std::string text;
        std::uint32_t rows = 1;
        DType dtype = DType::f16;
        EncodedText encoded;
    };

    PromptTokens tokens_of(const std::string& text) const;
    struct EncodedRow {
        HostTensor states;  // [1, max_length, context_dim]
        HostTensor pooled;
    };
    Result<EncodedRow> encode_row(const PromptChunk& row, DType dtype, const CancelToken& cancel);
    Result<EncodedRow> encode_row_by(std::size_t which, const PromptChunk& row, DType dtype, const CancelToken& cancel);

    LoadedModel& m_model;
    std::list<Entry> m_recent;  // the latest first
};

/// Multiplies each token's numbers by its weight and restores the mean of the whole (A1111, "Original").
void emphasise(HostTensor& context, std::span<const float> weights);

}  // namespace lemnos
