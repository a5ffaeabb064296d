// SPDX-License-Identifier: Apache-2.0
// Any bytes as a prompt and as infotext: never a crash, rows of the right length, choices that stay when made again,
// infotext that we write reads back, and what is marked or nudged lies in the prompt.
#include <cstdint>
#include <cstdlib>

#include "formats/infotext.h"
#include "text/prompt_markup.h"
#include "text/prompt_nudge.h"
#include "text/prompt_rows.h"
#include "text/prompt_schedule.h"
#include "text/wildcards.h"

namespace {

using namespace lemnos;

const std::vector<LearnedWord> learned{{"a b", 2}, {"c", 70}};

std::optional<std::vector<std::string>> lines_of(std::string_view name) {
    if (name == "a") return {{"x", "{y|__b__}", "2::z # rest"}};
    if (name == "b") return {{"__a__", "{", "\\", "a}__"}};
    return std::nullopt;
}

void tokenize(std::string_view text, const PromptRules& rules) {
    static const auto tokenizer = ClipTokenizer::from_merges("header\na b\nab c</w>\n");
    const auto tokens = tokenize_prompt(*tokenizer, parse_prompt(text, rules.syntax),
                                        {.most = 3, .breaks = rules.breaks, .words = learned});
    for (const PromptChunk& chunk : tokens.chunks) {
        if (chunk.ids.size() != 77 || chunk.weights.size() != 77) std::abort();
        for (const InsertedVector& vector : chunk.inserted)
            if (vector.position == 0 || vector.position > 75 || vector.word > 1) std::abort();
    }
}

void make_choices(std::string_view text) {
    const auto once = resolve_wildcards(text, 1, WildcardStream::prompt, lines_of);
    if (!once) return;
    const auto twice = resolve_wildcards(once->text, 2, WildcardStream::negative_prompt, lines_of);
    if (!twice || twice->text != once->text) std::abort();
}

void change_over_time(std::string_view text) {
    const std::string rest = extract_loras(text).text;
    for (const PromptPart& part : split_parts(rest))
        if (schedule_prompt(part.text, 7).back().until != 7) std::abort();
}

void read_infotext(std::string_view text) {
    const Infotext info = parse_infotext(text);
    if (info.fields.size() < 3) return;
    Infotext fields;
    fields.fields = info.fields;
    if (parse_infotext(write_infotext(fields)).fields.size() != fields.fields.size()) std::abort();
}

void scan_and_nudge(std::string_view text, const PromptRules& rules) {
    std::size_t last = 0;
    for (const PromptMark& mark : scan_prompt(text, rules).marks) {
        if (mark.range.begin < last || mark.range.end <= mark.range.begin || mark.range.end > text.size()) std::abort();
        last = mark.range.end;
    }
    const TextRange selected{text.size() / 3, text.size() / 2};
    if (const auto edit = nudge_weight(text, selected, 0.1, rules)) {
        const std::size_t size = text.size() - (edit->replaced.end - edit->replaced.begin) + edit->text.size();
        if (edit->replaced.end > text.size() || edit->selected.begin > edit->selected.end || edit->selected.end > size)
            std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    tokenize(text, a1111_prompts);
    tokenize(text, comfyui_prompts);
    make_choices(text);
    change_over_time(text);
    read_infotext(text);
    scan_and_nudge(text, a1111_prompts);
    scan_and_nudge(text, comfyui_prompts);
    return 0;
}
