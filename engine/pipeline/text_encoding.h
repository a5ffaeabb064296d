// SPDX-License-Identifier: Apache-2.0
// From a prompt to what the UNet attends to, remembered by text: changing the seed does not encode again. Emphasis is
// applied as A1111 does; a long prompt becomes several rows of tokens, encoded one by one and set side by side.
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
    Result<HostTensor> encode_row(const PromptChunk& row, DType dtype, const CancelToken& cancel);

    LoadedModel& m_model;
    std::list<Entry> m_recent;  // the latest first
};

/// Multiplies each token's numbers by its weight and restores the mean of the whole (A1111, "Original").
void emphasise(HostTensor& context, std::span<const float> weights);

}  // namespace lemnos
