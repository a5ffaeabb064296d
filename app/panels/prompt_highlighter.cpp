// SPDX-License-Identifier: Apache-2.0
#include "panels/prompt_highlighter.h"

#include <algorithm>
#include <array>

#include <QPalette>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include "studio/prompt_text.h"

namespace lemnos::studio {
namespace {

struct MarkColours {
    const char* onDark;
    const char* onLight;
};

// In the order of PromptMarkKind; each 4.5:1 at least against the field.
constexpr std::array<MarkColours, 8> colours{{
    {"#f2b36f", "#8f4a00"},  // emphasis
    {"#8fb9ff", "#1a57b5"},  // schedule
    {"#86cf98", "#166a33"},  // choice
    {"#d5a8ff", "#7430b0"},  // lora
    {"#f790b4", "#a8154f"},  // chunk_break
    {"#f790b4", "#a8154f"},  // part
    {"#9a9893", "#6a6660"},  // comment
    {"#ff8f85", "#b3261e"},  // unbalanced
}};
constexpr int kinds = int(colours.size());

/// The part of a mark that lies in a block, counted from the block's beginning.
QTextLayout::FormatRange partIn(const QTextBlock& block, UnitRange range, const QTextCharFormat& format) {
    const int begin = std::max(range.begin - block.position(), 0);
    const int end = std::min(range.end - block.position(), block.length() - 1);
    QTextLayout::FormatRange part;
    part.start = begin;
    part.length = end - begin;
    part.format = format;
    return part;
}

}  // namespace

QTextCharFormat promptFormat(PromptMarkKind kind, const QPalette& palette) {
    const bool isDark = palette.color(QPalette::Base).lightness() < 128;
    const MarkColours& colour = colours[std::size_t(kind)];
    QTextCharFormat format;
    format.setForeground(QColor(QLatin1StringView(isDark ? colour.onDark : colour.onLight)));
    switch (kind) {
        case PromptMarkKind::chunk_break:
        case PromptMarkKind::part: format.setFontWeight(QFont::DemiBold); break;
        case PromptMarkKind::comment: format.setFontItalic(true); break;
        case PromptMarkKind::unbalanced:
            // Not by colour alone.
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(format.foreground().color());
            break;
        default: break;
    }
    return format;
}

PromptHighlighter::PromptHighlighter(QTextDocument& document) : QObject(&document), m_document(document) {
    setPalette({});
    connect(&document, &QTextDocument::contentsChanged, this, &PromptHighlighter::highlight);
}

void PromptHighlighter::setRules(const PromptRules& rules) {
    if (rules == m_rules) return;
    m_rules = rules;
    highlight();
}

void PromptHighlighter::setPalette(const QPalette& palette) {
    std::vector<QTextCharFormat> formats;
    formats.reserve(kinds);
    for (int kind = 0; kind < kinds; ++kind) formats.push_back(promptFormat(PromptMarkKind(kind), palette));
    if (formats == m_formats) return;
    m_formats = std::move(formats);
    highlight();
}

void PromptHighlighter::highlight() {
    const PromptText text(m_document.toPlainText());
    const std::vector<PromptMark> marks = scan_prompt(text.bytes(), m_rules).marks;
    auto mark = marks.begin();
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        QList<QTextLayout::FormatRange> parts;
        const int end = block.position() + block.length() - 1;
        for (; mark != marks.end(); ++mark) {
            const UnitRange range = text.toUnits(mark->range);
            if (range.begin >= end) break;
            const auto part = partIn(block, range, m_formats[std::size_t(mark->kind)]);
            if (part.length > 0) parts.append(part);
            if (range.end > end) break;  // goes on in the next line
        }
        if (block.layout()->formats() == parts) continue;
        block.layout()->setFormats(parts);
        m_document.markContentsDirty(block.position(), block.length());
    }
}

}  // namespace lemnos::studio
