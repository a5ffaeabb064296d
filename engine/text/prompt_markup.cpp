// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_markup.h"

#include <algorithm>

#include "text/characters.h"

namespace lemnos {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> fields;
    for (std::size_t end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
        fields.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    fields.push_back(text);
    return fields;
}

std::optional<double> weight_of(std::string_view text) {
    const auto weight = number_of(trimmed(text));
    return weight ? std::optional(std::clamp(*weight, -largest_lora_weight, largest_lora_weight)) : std::nullopt;
}

// " words : 0.5 " as words and weight.
PromptPart weighted(std::string_view part) {
    const std::size_t colon = part.rfind(':');
    if (colon == std::string_view::npos) return {std::string(part), 1};
    const auto weight = number_of(trimmed(part.substr(colon + 1)));
    if (!weight) return {std::string(part), 1};
    return {std::string(part.substr(0, colon)), std::clamp(*weight, -largest_lora_weight, largest_lora_weight)};
}

}  // namespace

// Name, then weights by place or by name.
std::optional<LoraMention> read_lora_tag(std::string_view inside) {
    const std::vector<std::string_view> fields = split(inside, ':');
    LoraMention lora{.name = std::string(trimmed(fields.front()))};
    if (lora.name.empty()) return std::nullopt;
    std::optional<double> unet, text;
    for (auto field = fields.begin() + 1; field != fields.end(); ++field) {
        const std::size_t equals = field->find('=');
        const std::string_view key = equals == std::string_view::npos ? "" : trimmed(field->substr(0, equals));
        const auto weight = weight_of(equals == std::string_view::npos ? *field : field->substr(equals + 1));
        std::optional<double>* place = key == "unet" ? &unet : key == "te" ? &text : nullptr;
        if (key.empty()) place = !unet ? &unet : !text ? &text : nullptr;
        if (!weight || place == nullptr) return std::nullopt;
        *place = weight;
    }
    lora.unet_weight = unet.value_or(text.value_or(1));
    lora.text_weight = text.value_or(lora.unet_weight);
    return lora;
}

std::string without_comments(std::string_view prompt) {
    std::string result;
    bool hides = false;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        const char letter = prompt[i];
        if (letter == '\n') hides = false;
        if (hides) continue;
        if (letter == '#') {
            hides = true;
            continue;
        }
        result += letter;
        if (letter == '\\' && i + 1 < prompt.size() && prompt[i + 1] != '\n') result += prompt[++i];
    }
    return result;
}

PromptWithLoras extract_loras(std::string_view prompt) {
    PromptWithLoras result;
    for (std::size_t at = prompt.find(lora_tag); at != std::string_view::npos; at = prompt.find(lora_tag)) {
        const std::string_view rest = prompt.substr(at + lora_tag.size());
        const std::size_t end = rest.find('>');
        if (end == std::string_view::npos) break;
        result.text += prompt.substr(0, at);
        if (auto lora = read_lora_tag(rest.substr(0, end)))
            result.loras.push_back(*std::move(lora));
        else
            result.text += prompt.substr(at, lora_tag.size() + end + 1);
        prompt = rest.substr(end + 1);
    }
    result.text += prompt;
    return result;
}

std::vector<PromptPart> split_parts(std::string_view prompt) {
    constexpr std::string_view mark = "AND";
    std::vector<PromptPart> parts;
    std::size_t begin = 0;
    for (std::size_t at = prompt.find(mark); at != std::string_view::npos; at = prompt.find(mark, at + 1)) {
        if (!is_whole_word(prompt, at, mark)) continue;
        if (parts.size() + 1 == most_parts) break;
        parts.push_back(weighted(prompt.substr(begin, at - begin)));
        begin = at + mark.size();
    }
    const std::string_view last = prompt.substr(begin);
    parts.push_back(parts.empty() ? PromptPart{std::string(last), 1} : weighted(last));
    return parts;
}

}  // namespace lemnos
