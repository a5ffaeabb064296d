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
#include <utility>
#include <vector>

#include "pipeline/loaded_model.h"
#include "text/prompt_rows.h"

namespace lemnos {

struct WordVectors {
    std::vector<HostTensor> encoders;  // [vectors, hidden_size], what the file teaches each text encoder
    std::string hash;                  // first 12 digits of the file's SHA-256, as A1111 tells it
};

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
        std::string name;  // the file's stem, or what a file of several words calls it
        std::filesystem::path path;
        std::string word;  // of several
        std::vector<TokenId> tokens;
    };
    struct Read {
        std::filesystem::file_time_type written;
        std::shared_ptr<const WordVectors> vectors;
    };
    struct Listed {
        std::filesystem::file_time_type written;
        std::vector<std::string> words;
    };

    const std::vector<Known>& known();
    void list(const std::filesystem::path& folder, std::set<std::string>& names);
    void add_known(const std::string& name, const std::filesystem::path& path, const std::string& word,
                   std::set<std::string>& names);
    const std::vector<std::string>& words_of(const std::filesystem::path& path);
    const Known* find(const std::string& name);
    Result<std::shared_ptr<const WordVectors>> read(const Known& word);
    Result<TextWords> bare_words(std::span<const PromptSpan> spans);
    Result<TextWords> mentions(std::span<const PromptSpan> spans);

    const LoadedModel& m_model;
    std::optional<std::vector<Known>> m_known;
    std::map<std::string, std::vector<TokenId>> m_tokens;                  // of names
    std::map<std::filesystem::path, Listed> m_listed;                      // words of files that teach several
    std::map<std::pair<std::filesystem::path, std::string>, Read> m_read;  // by file and word
};

}  // namespace lemnos
