// SPDX-License-Identifier: Apache-2.0
// The words that files beside a model teach its text encoders: which of them a prompt names, and their vectors. Names
// are listed once for a run, a file is read when a prompt first names it, and again only when it has changed.
// Owned by the text encoding, for one model; engine thread only.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/loaded_model.h"
#include "text/prompt_rows.h"

namespace lemnos {

/// What a file teaches each text encoder: [vectors, hidden_size].
using WordVectors = std::vector<HostTensor>;

/// The learned words of one text.
struct TextWords {
    std::vector<LearnedWord> words;                           // as tokenize_prompt takes them
    std::vector<std::shared_ptr<const WordVectors>> vectors;  // of each; null where a file is nowhere
    std::vector<std::string> notes;                           // what the user should know
};

class LearnedWords {
public:
    explicit LearnedWords(const LoadedModel& model) : m_model(model) {}

    /// Files may have come or gone: lists them again when next asked.
    void look_again() { m_known.reset(); }

    /// Where rows break at commas a file's name is its word, and a file for another model teaches nothing, with a note.
    /// Where they break between groups a word is asked for as "embedding:name": a file for another model is an error,
    /// none at all is a note.
    Result<TextWords> words_in(std::span<const PromptSpan> spans, RowBreaks breaks);

private:
    struct Known {
        std::string name;  // the file's stem
        std::filesystem::path path;
        std::vector<TokenId> tokens;
    };
    struct Read {
        std::filesystem::file_time_type written;
        std::shared_ptr<const WordVectors> vectors;
    };

    const std::vector<Known>& known();
    void list(const std::filesystem::path& folder, std::set<std::string>& names);
    const Known* find(const std::string& name);
    Result<std::shared_ptr<const WordVectors>> read(const std::filesystem::path& path);
    Result<TextWords> bare_words(std::span<const PromptSpan> spans);
    Result<TextWords> mentions(std::span<const PromptSpan> spans);

    const LoadedModel& m_model;
    std::optional<std::vector<Known>> m_known;
    std::map<std::string, std::vector<TokenId>> m_tokens;  // of names
    std::map<std::filesystem::path, Read> m_read;
};

}  // namespace lemnos
