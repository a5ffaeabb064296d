// SPDX-License-Identifier: Apache-2.0
#include "formats/infotext.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

namespace lemnos {
namespace {

using nlohmann::json;

constexpr std::string_view negative_label = "Negative prompt:";
constexpr std::size_t fewest_fields = 3;  // fewer in the last line, and A1111 takes it for a part of the prompt

bool is_word(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '_' || byte >= 0x80;
}

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }
bool is_name(char letter) { return is_word(letter) || is_space(letter) || letter == '-' || letter == '/'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string quoted_if_needed(const std::string& value) {
    const bool plain = value.find_first_of(",:\n") == std::string::npos && !value.starts_with('"');
    return plain ? value : json(value).dump(-1, ' ', false, json::error_handler_t::replace);
}

// The length of a JSON string at the start of `text` that a comma or the end follows; nothing otherwise.
std::optional<std::size_t> quoted_length(std::string_view text) {
    if (!text.starts_with('"')) return std::nullopt;
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    if (at >= text.size()) return std::nullopt;
    ++at;
    return at == text.size() || text[at] == ',' ? std::optional(at) : std::nullopt;
}

std::string unquoted(std::string_view value) {
    const json parsed = json::parse(value, nullptr, /*allow_exceptions=*/false);
    return parsed.is_string() ? parsed.get<std::string>() : std::string(value);
}

// "Name: value, Name: value"; what does not look like that is skipped.
std::vector<std::pair<std::string, std::string>> parse_fields(std::string_view line) {
    std::vector<std::pair<std::string, std::string>> fields;
    while (!line.empty()) {
        const auto end_of_name = static_cast<std::size_t>(std::ranges::find_if_not(line, is_name) - line.begin());
        const std::string_view name = trimmed(line.substr(0, end_of_name));
        const bool is_field =
            end_of_name < line.size() && line[end_of_name] == ':' && name.size() >= 2 && is_word(name.front());
        line.remove_prefix(std::min(end_of_name + 1, line.size()));
        if (!is_field) continue;
        while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
        const auto quotes = quoted_length(line);
        const std::size_t length = quotes ? *quotes : std::min(line.find(','), line.size());
        const std::string_view value = line.substr(0, length);
        fields.emplace_back(name, quotes ? unquoted(value) : std::string(trimmed(value)));
        line.remove_prefix(std::min(length + 1, line.size()));
    }
    return fields;
}

void append_line(std::string& to, std::string_view line) {
    if (!to.empty()) to += '\n';
    to += line;
}

}  // namespace

const std::string* Infotext::find(std::string_view name) const {
    for (const auto& [field, value] : fields)
        if (field == name) return &value;
    return nullptr;
}

std::string write_infotext(const Infotext& info) {
    std::string text = info.prompt;
    if (!info.negative_prompt.empty())
        text.append("\n").append(negative_label).append(" ").append(info.negative_prompt);
    std::string line;
    for (const auto& [name, value] : info.fields)
        line.append(line.empty() ? "" : ", ").append(name).append(": ").append(quoted_if_needed(value));
    if (!line.empty()) text.append("\n").append(line);
    return text;
}

Infotext parse_infotext(std::string_view text) {
    Infotext info;
    text = trimmed(text);
    const std::size_t last_break = text.rfind('\n');
    info.fields = parse_fields(last_break == std::string_view::npos ? text : text.substr(last_break + 1));
    if (info.fields.size() < fewest_fields)
        info.fields.clear();
    else
        text = last_break == std::string_view::npos ? std::string_view() : text.substr(0, last_break);
    std::string* current = &info.prompt;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trimmed(text.substr(0, end));
        if (line.starts_with(negative_label)) {
            current = &info.negative_prompt;
            line = trimmed(line.substr(negative_label.size()));
        }
        append_line(*current, line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return info;
}

}  // namespace lemnos
