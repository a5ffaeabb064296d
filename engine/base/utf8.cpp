// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

namespace lemnos {
namespace {

constexpr CodePoint invalid_byte{U'\ufffd', 1, CodePoint::State::invalid};

struct Lead {
    std::size_t bytes;
    char32_t bits;
    char32_t smallest;  // below this the form is overlong
};

std::optional<Lead> lead_of(unsigned char byte) {
    if (byte < 0x80) return Lead{1, byte, 0};
    if ((byte & 0xe0U) == 0xc0) return Lead{2, byte & 0x1fU, 0x80};
    if ((byte & 0xf0U) == 0xe0) return Lead{3, byte & 0x0fU, 0x800};
    if ((byte & 0xf8U) == 0xf0) return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

}  // namespace

CodePoint next_code_point(std::string_view text) {
    const auto lead = lead_of(static_cast<unsigned char>(text.front()));
    if (!lead || lead->bytes > text.size()) return invalid_byte;
    char32_t value = lead->bits;
    for (std::size_t i = 1; i < lead->bytes; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0U) != 0x80) return invalid_byte;
        value = (value << 6U) | (byte & 0x3fU);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < lead->smallest || value > 0x10ffff || surrogate) return invalid_byte;
    return {value, lead->bytes, CodePoint::State::valid};
}

void append_utf8(std::string& to, char32_t code_point) {
    auto byte = [&](char32_t bits) { to += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code_point < 0x80) return byte(code_point);
    if (code_point < 0x800) {
        byte(0xc0 | (code_point >> 6U));
    } else if (code_point < 0x10000) {
        byte(0xe0 | (code_point >> 12U));
        byte(0x80 | ((code_point >> 6U) & 0x3fU));
    } else {
        byte(0xf0 | (code_point >> 18U));
        byte(0x80 | ((code_point >> 12U) & 0x3fU));
        byte(0x80 | ((code_point >> 6U) & 0x3fU));
    }
    byte(0x80 | (code_point & 0x3fU));
}

Utf8 check_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint point = next_code_point(text);
        if (point.state == CodePoint::State::invalid) return Utf8::invalid;
        text.remove_prefix(point.bytes);
    }
    return Utf8::valid;
}

std::string repaired_utf8(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const CodePoint point = next_code_point(bytes);
        append_utf8(text, point.value);
        bytes.remove_prefix(point.bytes);
    }
    return text;
}

}  // namespace lemnos
