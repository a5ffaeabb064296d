// SPDX-License-Identifier: Apache-2.0
#include "formats/xmp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

#include "base/utf8.h"

namespace lemnos {
namespace {

constexpr std::string_view description = "<rdf:Description";
constexpr std::string_view opening = "\n    xmlns:lemnos=\"urn:lemnos:xmp:1\"\n    lemnos:request=\"";

struct Entity {
    char character;
    std::string_view name;
};
// A parser would turn the last three into blanks if they stood there as they are.
constexpr std::array entities{Entity{'&', "amp"},  Entity{'<', "lt"},  Entity{'>', "gt"},  Entity{'"', "quot"},
                              Entity{'\n', "#10"}, Entity{'\t', "#9"}, Entity{'\r', "#13"}};

std::string escaped(std::string_view text) {
    std::string result;
    for (const char character : text) {
        const auto entity = std::ranges::find(entities, character, &Entity::character);
        if (entity == entities.end())
            result += character;
        else
            result.append("&").append(entity->name).append(";");
    }
    return result;
}

/// What "&name;" stands for; nothing for a name that XML does not know.
std::optional<std::string> meaning_of(std::string_view name) {
    if (name == "apos") return "'";
    for (const Entity& entity : entities)
        if (entity.name == name) return std::string(1, entity.character);
    if (!name.starts_with('#')) return {};
    const bool is_hexadecimal = name.substr(1).starts_with('x');
    name.remove_prefix(is_hexadecimal ? 2 : 1);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, is_hexadecimal ? 16 : 10);
    constexpr std::uint32_t last_code_point = 0x10ffff;
    const bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
    if (error != std::errc() || end != name.data() + name.size() || value == 0 || value > last_code_point ||
        is_surrogate)
        return {};
    std::string text;
    append_utf8(text, static_cast<char32_t>(value));
    return text;
}

std::optional<std::string> unescaped(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('&'), text.size());
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t end = text.find(';');
        const auto meaning = end == std::string_view::npos ? std::nullopt : meaning_of(text.substr(1, end - 1));
        if (!meaning) return {};
        result += *meaning;
        text.remove_prefix(end + 1);
    }
    return result;
}

/// Nothing where it has no description that could hold a request.
std::optional<std::string> joined(std::string_view packet, std::string_view request) {
    const std::size_t at = packet.find(description);
    if (at == std::string_view::npos) return {};
    std::string result(packet.substr(0, at + description.size()));
    result.append(opening).append(escaped(request)).append("\"");
    return result.append(packet.substr(at + description.size()));
}

struct Parts {
    std::string packet;
    std::optional<std::string> request;
};

Parts split(std::string_view packet) {
    const std::size_t at = packet.find(opening);
    const std::size_t value = at + opening.size();
    const std::size_t end = at == std::string_view::npos ? at : packet.find('"', value);
    if (end == std::string_view::npos) return {std::string(packet), {}};
    auto request = unescaped(packet.substr(value, end - value));
    if (!request) return {std::string(packet), {}};
    return {std::string(packet.substr(0, at)).append(packet.substr(end + 1)), std::move(request)};
}

}  // namespace

std::optional<std::string> xmp_of(std::span<const PictureText> texts) {
    const std::string* const packet = find_text(texts, xmp_keyword);
    if (packet == nullptr) return {};
    const std::string* const request = find_text(texts, request_keyword);
    return request == nullptr ? *packet : joined(*packet, *request).value_or(*packet);
}

void append_xmp(std::vector<PictureText>& texts, std::string_view packet) {
    Parts parts = split(packet);
    if (parts.request) texts.push_back({std::string(request_keyword), *std::move(parts.request)});
    texts.push_back({std::string(xmp_keyword), std::move(parts.packet)});
}

}  // namespace lemnos
