// SPDX-License-Identifier: Apache-2.0
#include "pipeline/learned_words.h"

#include <algorithm>

#include "base/sha256.h"
#include "families/word_file.h"
#include "formats/messages.h"
#include "pipeline/addon_files.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 20'000;
constexpr int deepest_folder = 8;
constexpr std::size_t hash_digits = 12;

void add(TextWords& to, const std::string& name, std::shared_ptr<const WordVectors> vectors) {
    to.words.push_back({name, vectors == nullptr ? 0 : vectors->encoders.front().shape[0]});
    to.vectors.push_back(std::move(vectors));
}

std::string without_ending(const std::string& name) {
    for (const std::string_view ending : embedding_files.endings)
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return name;
}

}  // namespace

// The first of a name counts.
void LearnedWords::list(const fs::path& folder, std::set<std::string>& names) {
    std::error_code failed;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed);
    std::vector<fs::path> files;
    for (; !failed && entry != fs::recursive_directory_iterator() && files.size() < most_files;
         entry.increment(failed)) {
        if (entry.depth() >= deepest_folder) entry.disable_recursion_pending();
        const bool has_ending =
            std::ranges::find(embedding_files.endings, entry->path().extension()) != embedding_files.endings.end();
        if (has_ending && entry->is_regular_file(failed)) files.push_back(entry->path());
    }
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        add_known(file.stem().string(), file, {}, names);
        for (const std::string& word : words_of(file)) add_known(word, file, word, names);
    }
}

void LearnedWords::add_known(const std::string& name, const fs::path& path, const std::string& word,
                             std::set<std::string>& names) {
    if (!names.insert(name).second) return;
    const auto [tokens, is_new] = m_tokens.try_emplace(name);
    if (is_new) tokens->second = m_model.tokenizer().encode(name);
    m_known->push_back({name, path, word, tokens->second});
}

// A file that cannot be read says so when its own name is asked for.
const std::vector<std::string>& LearnedWords::words_of(const fs::path& path) {
    std::error_code failed;
    const auto written = fs::last_write_time(path, failed);
    const auto [listed, is_new] = m_listed.try_emplace(path);
    if (!is_new && listed->second.written == written) return listed->second.words;
    listed->second = {written, {}};
    if (const auto file = Checkpoint::open(path)) listed->second.words = names_of_words(*file);
    return listed->second.words;
}

const std::vector<LearnedWords::Known>& LearnedWords::known() {
    if (!m_known) {
        m_known.emplace();
        std::set<std::string> names;
        for (const fs::path& folder : addon_folders(embedding_files, m_model.path())) list(folder, names);
    }
    return *m_known;
}

// With or without its ending and the folder that it is in.
const LearnedWords::Known* LearnedWords::find(const std::string& name) {
    const auto found = std::ranges::find(known(), without_ending(fs::path(name).filename().string()), &Known::name);
    return found == known().end() ? nullptr : &*found;
}

Result<std::shared_ptr<const WordVectors>> LearnedWords::read(const Known& word) {
    std::error_code failed;
    const auto written = fs::last_write_time(word.path, failed);
    const std::pair key{word.path, word.word};
    const auto before = m_read.find(key);
    if (before != m_read.end() && before->second.written == written) return before->second.vectors;
    WordVectors vectors;
    LEMNOS_TRY(vectors.encoders, read_learned_word(word.path, m_model.description().texts, word.word));
    LEMNOS_TRY(const MappedFile bytes, MappedFile::open(word.path));
    LEMNOS_TRY(const std::string digits, sha256_of_file(bytes));
    vectors.hash = digits.substr(0, hash_digits);
    const Read now{written, std::make_shared<const WordVectors>(std::move(vectors))};
    m_read.insert_or_assign(key, now);
    return now.vectors;
}

Result<TextWords> LearnedWords::bare_words(std::span<const PromptSpan> spans) {
    TextWords found;
    for (const PromptSpan& span : spans) {
        if (known().empty() || span.text.empty()) continue;
        const std::vector<TokenId> tokens = m_model.tokenizer().encode(span.text);
        for (const Known& word : known()) {
            const bool is_there = !word.tokens.empty() && !std::ranges::search(tokens, word.tokens).empty();
            if (!is_there || std::ranges::find(found.words, word.name, &LearnedWord::name) != found.words.end())
                continue;
            const auto vectors = read(word);
            if (vectors)
                add(found, word.name, *vectors);
            else
                found.notes.push_back(fmt::format("The embedding of the word {} was not used: {}.",
                                                  in_quotes(word.name), vectors.error().text()));
        }
    }
    return found;
}

Result<TextWords> LearnedWords::mentions(std::span<const PromptSpan> spans) {
    TextWords found;
    for (std::string name : mentioned_words(spans)) {
        const Known* word = find(name);
        if (word == nullptr) {
            while (name.ends_with(',')) name.pop_back();
            word = find(name);
        }
        if (std::ranges::find(found.words, name, &LearnedWord::name) != found.words.end()) continue;
        std::shared_ptr<const WordVectors> vectors;
        if (word != nullptr) {
            LEMNOS_TRY(vectors, read(*word));
        } else {
            found.notes.push_back(fmt::format(
                "The prompt asks for the embedding {}, which is nowhere; it was left out.", in_quotes(name)));
        }
        add(found, name, std::move(vectors));
    }
    return found;
}

Result<TextWords> LearnedWords::words_in(std::span<const PromptSpan> spans, RowBreaks breaks) {
    return breaks == RowBreaks::between_groups ? mentions(spans) : bare_words(spans);
}

}  // namespace lemnos
