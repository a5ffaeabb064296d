// SPDX-License-Identifier: Apache-2.0
#include "panels/prompt_editor.h"

#include <QKeyEvent>
#include <QSignalBlocker>

namespace lemnos::studio {

PromptEditor::PromptEditor(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setAcceptDrops(false);  // files dropped anywhere go to the window
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
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

void PromptEditor::keyPressEvent(QKeyEvent* event) {
    // Shift+Enter would put a line separator into the text, which no tokenizer expects.
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ShiftModifier) {
        insertPlainText(QStringLiteral("\n"));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

}  // namespace lemnos::studio
