// SPDX-License-Identifier: Apache-2.0
#include "panels/prompt_editor.h"

#include <memory>

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>

#include "panels/prompt_highlighter.h"
#include "studio/prompt_text.h"
#include "studio/shortcuts.h"
#include "text/prompt_nudge.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr double weightStep = 0.1;

void select(QTextCursor& cursor, UnitRange range) {
    cursor.setPosition(range.begin);
    cursor.setPosition(range.end, QTextCursor::KeepAnchor);
}

}  // namespace

PromptEditor::PromptEditor(Shortcuts& shortcuts, QWidget* parent)
    : QPlainTextEdit(parent), m_highlighter(new PromptHighlighter(*document())) {
    setTabChangesFocus(true);
    setAcceptDrops(false);  // files dropped anywhere go to the window
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_highlighter->setPalette(palette());
    const auto addKey = [&](QLatin1StringView id, const QString& text, const QKeySequence& key, auto what) {
        auto* const action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, what);
        addAction(action);
        shortcuts.add(*action, {.id = id, .group = tr("Prompt"), .text = text, .place = KeyPlace::prompt});
    };
    addKey("prompt.moreWeight"_L1, tr("More &weight"), Qt::CTRL | Qt::Key_Up, &PromptEditor::nudgeUp);
    addKey("prompt.lessWeight"_L1, tr("&Less weight"), Qt::CTRL | Qt::Key_Down, &PromptEditor::nudgeDown);
    addKey("prompt.earlier"_L1, tr("&Earlier prompt"), Qt::ALT | Qt::Key_Up, &PromptEditor::olderWanted);
    addKey("prompt.later"_L1, tr("Late&r prompt"), Qt::ALT | Qt::Key_Down, &PromptEditor::newerWanted);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { Q_EMIT edited(toPlainText().toStdString()); });
}

void PromptEditor::showText(const std::string& text) {
    const QString shown = QString::fromStdString(text);
    if (shown == toPlainText()) return;
    const QSignalBlocker quiet(this);
    // Through the cursor, so that restoring another prompt can be undone with Ctrl+Z.
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(shown);
}

void PromptEditor::setLines(int least) {
    const int frame = 2 * frameWidth() + int(2 * document()->documentMargin()) + 4;
    setMinimumHeight(least * fontMetrics().lineSpacing() + frame);
}

void PromptEditor::setRules(const PromptRules& rules) {
    if (rules == m_rules) return;
    m_rules = rules;
    m_highlighter->setRules(rules);
    Q_EMIT rulesChanged();
}

void PromptEditor::setRowEnds(const QList<int>& positions) {
    if (positions == m_rowEnds) return;
    m_rowEnds = positions;
    viewport()->update();
}

void PromptEditor::nudgeUp() { nudge(weightStep); }

void PromptEditor::nudgeDown() { nudge(-weightStep); }

void PromptEditor::nudge(double step) {
    const PromptText before(toPlainText());
    QTextCursor cursor = textCursor();
    const TextRange selected = before.toBytes({cursor.selectionStart(), cursor.selectionEnd()});
    const auto edit = nudge_weight(before.bytes(), selected, step, m_rules);
    if (!edit) return;
    select(cursor, before.toUnits(edit->replaced));
    cursor.insertText(QString::fromStdString(edit->text));
    select(cursor, PromptText(toPlainText()).toUnits(edit->selected));
    setTextCursor(cursor);
}

void PromptEditor::keyPressEvent(QKeyEvent* event) {
    // Shift+Enter would put a line separator into the text, which no tokenizer expects.
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ShiftModifier) {
        insertPlainText(QStringLiteral("\n"));
        return;
    }
    const int revision = document()->revision();
    QPlainTextEdit::keyPressEvent(event);
    const bool isCommand = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (!isCommand && document()->revision() != revision) Q_EMIT typed();
}

void PromptEditor::contextMenuEvent(QContextMenuEvent* event) {
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    menu->addSeparator();
    menu->addActions(actions());
    menu->exec(event->globalPos());
}

void PromptEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_highlighter->setPalette(palette());
}

void PromptEditor::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 1, Qt::DotLine));
    QTextCursor cursor(document());
    for (const int position : m_rowEnds) {
        if (position > document()->characterCount() - 1) continue;  // the text has changed since it was counted
        cursor.setPosition(position);
        const QRect place = cursorRect(cursor);
        painter.drawLine(place.center().x(), place.top(), place.center().x(), place.bottom());
    }
}

}  // namespace lemnos::studio
