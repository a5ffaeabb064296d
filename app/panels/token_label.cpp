// SPDX-License-Identifier: Apache-2.0
#include "panels/token_label.h"

#include "panels/prompt_editor.h"
#include "studio/prompt_text.h"
#include "studio/token_meter.h"

namespace lemnos::studio {
namespace {

QString toolTipOf(const PromptLength& length) {
    QString text = TokenLabel::tr("%1 tokens; the model reads %2 at a time").arg(length.tokens).arg(length.row);
    if (length.is_estimate)
        text += QLatin1Char('\n') + TokenLabel::tr("Choices differ in length: this is one of them.");
    if (length.cut_words > 0)
        text += QLatin1Char('\n') + TokenLabel::tr("%n word(s) at the end do not fit and will be left out.", nullptr,
                                                   int(length.cut_words));
    return text;
}

}  // namespace

TokenLabel::TokenLabel(TokenMeter& meter, PromptEditor& editor, QWidget* parent)
    : QLabel(parent), m_meter(meter), m_editor(editor) {
    setTextFormat(Qt::PlainText);
    setProperty("role", QStringLiteral("muted"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(50);
    connect(&m_soon, &QTimer::timeout, this, &TokenLabel::count);
    const auto countSoon = [this] {
        if (!m_soon.isActive()) m_soon.start();
    };
    connect(editor.document(), &QTextDocument::contentsChanged, this, countSoon);
    connect(&editor, &PromptEditor::rulesChanged, this, countSoon);
    connect(&meter, &TokenMeter::changed, this, &TokenLabel::count);
    count();
}

void TokenLabel::count() {
    const PromptCounter* const counter = m_meter.counter();
    if (!counter) {
        setText(QStringLiteral("–"));
        setToolTip(m_meter.problem().isEmpty() ? tr("The model's vocabulary is being read")
                                               : tr("Tokens cannot be counted: %1").arg(m_meter.problem()));
        setAccessibleName(toolTip());
        m_editor.setRowEnds({});
        return;
    }
    const PromptText text(m_editor.toPlainText());
    const PromptLength length = counter->count(text.bytes(), m_editor.rules());
    const QString about = length.is_estimate ? QStringLiteral("≈ ") : QString();
    const QString over = length.cut_words > 0 ? QStringLiteral(" +") : QString();
    setText(QStringLiteral("%1%2 / %3%4").arg(about).arg(length.tokens).arg(length.room).arg(over));
    setToolTip(toolTipOf(length));
    setAccessibleName(toolTip());
    QList<int> ends;
    for (const std::size_t end : length.row_ends) ends.append(text.toUnits({end, end}).begin);
    m_editor.setRowEnds(ends);
}

}  // namespace lemnos::studio
