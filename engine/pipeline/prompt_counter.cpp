// SPDX-License-Identifier: Apache-2.0
#include "pipeline/prompt_counter.h"

#include <algorithm>

#include "families/families.h"
#include "families/tokenizer_source.h"
#include "pipeline/starter_model.h"
#include "text/prompt_markup.h"
#include "text/prompt_rows.h"
#include "text/prompt_scan.h"
#include "text/prompt_schedule.h"
#include "text/wildcards.h"

namespace lemnos {
namespace {

constexpr std::uint32_t usual_steps = 20;  // of schedules; texts of further steps hardly differ in length

// What is read one after the other, and the texts that it comes to: one for each part and time.
struct Texts {
    std::vector<std::string> all;
    bool has_choices = false;
};

Texts texts_of(std::string_view prompt, const PromptRules& rules) {
    Texts texts;
    std::string text(prompt);
    texts.has_choices = text.find('{') != std::string::npos || text.find(wildcard_mark) != std::string::npos;
    const bool is_edited = rules.editing == PromptEditing::on;
    if (texts.has_choices || is_edited)
        if (auto resolved = resolve_wildcards(prompt, 0, WildcardStream::prompt, {})) text = std::move(resolved->text);
    text = extract_loras(text).text;
    if (!is_edited) return {{std::move(text)}, texts.has_choices};
    for (const PromptPart& part : split_parts(text))
        for (ScheduledText& scheduled : schedule_prompt(part.text, usual_steps))
            texts.all.push_back(std::move(scheduled.text));
    return texts;
}

std::uint32_t tokens_in(const PromptChunk& row, TokenId end) {
    return static_cast<std::uint32_t>(std::ranges::find(row.ids.begin() + 1, row.ids.end(), end) - row.ids.begin()) - 1;
}

// A word of the prompt as it is written, and its tokens.
struct WrittenWord {
    std::size_t end = 0;
    std::size_t tokens = 0;
};

// Words outside of markup and white space, as the tokenizer splits them. The place of a word within a run of letters is
// exact for ASCII, whose lower case is as long.
std::vector<WrittenWord> written_words(std::string_view prompt, const ClipTokenizer& tokenizer,
                                       const PromptRules& rules) {
    std::string text(prompt);
    for (const PromptMark& mark : scan_prompt(prompt, rules).marks)
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(mark.range.begin),
                  text.begin() + static_cast<std::ptrdiff_t>(mark.range.end), ' ');
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        if (text[at] == '\\') text[at++] = ' ';
    std::vector<WrittenWord> words;
    constexpr std::string_view white_space = " \t\n\v\f\r";
    for (std::size_t begin = text.find_first_not_of(white_space); begin != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(white_space, begin), text.size());
        std::size_t at = begin;
        for (const TokenizedWord& word : tokenizer.split(std::string_view(text).substr(begin, end - begin))) {
            at = std::min(at + word.text.size(), end);
            words.push_back({at, word.tokens.size()});
        }
        begin = text.find_first_not_of(white_space, end);
    }
    return words;
}

// Nothing where the words do not add up to the rows, because markup stands in the middle of one.
std::vector<std::size_t> row_ends_of(const std::vector<WrittenWord>& words, const std::vector<std::uint32_t>& rows) {
    std::vector<std::size_t> ends;
    std::size_t counted = 0, wanted = 0, row = 0;
    for (const WrittenWord& word : words) {
        counted += word.tokens;
        while (row + 1 < rows.size() && counted >= wanted + rows[row]) {
            wanted += rows[row++];
            ends.push_back(word.end);
        }
    }
    for (; row < rows.size(); ++row) wanted += rows[row];
    return counted == wanted ? ends : std::vector<std::size_t>();
}

}  // namespace

Result<PromptCounter> PromptCounter::open(const std::string& model, const SessionOptions& options) {
    LEMNOS_TRY(const std::filesystem::path path, find_model(model, options));
    LEMNOS_TRY(const Checkpoint file, open_model(path));
    LEMNOS_TRY(const ModelDescription description, identify(file));
    LEMNOS_TRY(ClipTokenizer tokenizer, find_tokenizer(file, description.texts.front().config, options.tokenizer));
    return PromptCounter(std::move(tokenizer), description.prompt_rows);
}

PromptLength PromptCounter::count(std::string_view prompt, const PromptRules& rules) const {
    const Texts texts = texts_of(prompt, rules);
    PromptLength length;
    length.row = m_tokenizer.max_length() - 2;  // without start and end
    length.is_estimate = texts.has_choices;
    std::vector<std::uint32_t> rows;
    for (const std::string& text : texts.all) {
        const PromptTokens tokens = tokenize_prompt(m_tokenizer, parse_prompt(text, rules.syntax),
                                                    {.most = m_most_rows, .breaks = rules.breaks, .words = {}});
        const auto full = static_cast<std::uint32_t>(tokens.chunks.size() - 1) * length.row;
        const std::uint32_t here = full + tokens_in(tokens.chunks.back(), m_tokenizer.end());
        length.cut_words = std::max(length.cut_words, tokens.cut_words);
        length.room = std::max(length.room, full + length.row);
        length.tokens = std::max(length.tokens, here);
        rows.clear();
        for (const PromptChunk& row : tokens.chunks) rows.push_back(tokens_in(row, m_tokenizer.end()));
    }
    const bool is_one_text = texts.all.size() == 1 && !texts.has_choices && length.cut_words == 0;
    if (is_one_text && rows.size() > 1) length.row_ends = row_ends_of(written_words(prompt, m_tokenizer, rules), rows);
    return length;
}

}  // namespace lemnos
