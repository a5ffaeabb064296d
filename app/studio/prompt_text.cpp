// SPDX-License-Identifier: Apache-2.0
#include "studio/prompt_text.h"

#include <algorithm>

namespace lemnos::studio {

PromptText::PromptText(QStringView text) {
    m_byteOfUnit.reserve(std::size_t(text.size()) + 1);
    for (qsizetype at = 0; at < text.size();) {
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const qsizetype length = isPair ? 2 : 1;
        m_byteOfUnit.insert(m_byteOfUnit.end(), std::size_t(length), m_bytes.size());
        // Character by character, so that the places agree for halves of pairs, too.
        if (text[at].unicode() < 0x80)
            m_bytes += char(text[at].unicode());
        else
            m_bytes += text.mid(at, length).toUtf8().toStdString();
        at += length;
    }
    m_byteOfUnit.push_back(m_bytes.size());
}

TextRange PromptText::toBytes(UnitRange range) const {
    const auto byteOf = [this](int unit) { return m_byteOfUnit[std::size_t(std::clamp(unit, 0, units()))]; };
    return {byteOf(range.begin), byteOf(range.end)};
}

int PromptText::unitOf(std::size_t byte) const {
    return int(std::ranges::lower_bound(m_byteOfUnit, byte) - m_byteOfUnit.begin());
}

UnitRange PromptText::toUnits(TextRange range) const { return {unitOf(range.begin), unitOf(range.end)}; }

}  // namespace lemnos::studio
