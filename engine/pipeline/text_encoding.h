// SPDX-License-Identifier: Apache-2.0
// From a prompt to what the UNet is given of it, remembered by text: changing the seed does not encode again. Emphasis
// is applied as the rules of the prompts say; a long prompt becomes several rows of tokens, encoded one by one and set
// side by side. Where a model has two text encoders, each reads the same tokens. Owned beside the model; engine thread
// only.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "pipeline/learned_words.h"
#include "pipeline/loaded_model.h"
#include "pipeline/session.h"
#include "tensor/host_tensor.h"
#include "text/prompt_rows.h"

namespace lemnos {

struct EncodedText {
    HostTensor context;              // [1, rows * max_length, context_dim]
    HostTensor pooled;               // [1, projection_size], of the first row; empty where the model takes none
    std::vector<std::string> notes;  // what was cut from a text that is too long, and words that no file teaches
    std::vector<LearnedWordUse> learned;
};

struct TextOptions {
    PromptRules rules;
    std::uint32_t clip_skip = 0;  // see Request
    std::uint32_t rows = 1;       // at least those of the text: all texts of a run must be of one length
    DType dtype = DType::f16;
    friend bool operator==(const TextOptions&, const TextOptions&) = default;
};

class TextEncoding {
public:
    explicit TextEncoding(LoadedModel& model) : m_model(model), m_learned(model) {}

    /// A run begins: files of learned words that came or went since count from here on.
    void look_for_words() { m_learned.look_again(); }
    /// Rows of tokens that all of some texts can be encoded to.
    Result<std::uint32_t> common_rows(std::span<const std::string> texts, const PromptRules& rules);
    Result<EncodedText> encode(const std::string& text, const TextOptions& options, const CancelToken& cancel);

private:
    using Vectors = std::vector<std::shared_ptr<const WordVectors>>;
    struct Entry {
        std::string text;
        TextOptions options;
        Vectors learned;  // those of a file that was written anew are others
        EncodedText encoded;
    };
    struct Tokens {
        PromptTokens rows;
        Vectors learned;  // by the word's index in the rows
        std::vector<std::string> notes;
        std::vector<LearnedWordUse> uses;
    };

    Result<Tokens> tokens_of(const std::string& text, const PromptRules& rules);
    PromptChunk empty_row() const;
    struct EncodedRow {
        HostTensor states;  // [1, max_length, context_dim]
        HostTensor pooled;
    };
    Result<EncodedRow> encode_row(const PromptChunk& row, const Vectors& learned, const TextOptions& options,
                                  const CancelToken& cancel);
    Result<EncodedRow> encode_row_by(std::size_t which, const PromptChunk& row, const Vectors& learned,
                                     const TextOptions& options, const CancelToken& cancel);
    Status weigh(std::size_t which, EncodedRow& encoded, const PromptChunk& row, const TextOptions& options,
                 const CancelToken& cancel);

    LoadedModel& m_model;
    LearnedWords m_learned;
    std::list<Entry> m_recent;  // the latest first
};

/// Multiplies each token's numbers by its weight and restores the mean of the whole (A1111, "Original").
/// context [1, tokens, channels].
void emphasise(HostTensor& context, std::span<const float> weights);
/// Moves each token away from what stands in its place in the empty text, or towards it (ComfyUI).
void emphasise_against(HostTensor& context, const HostTensor& empty, std::span<const float> weights);

}  // namespace lemnos
