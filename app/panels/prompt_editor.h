// SPDX-License-Identifier: Apache-2.0
// A text field for a prompt: plain text only, its syntax in colours, Enter is a newline, Tab leaves the field,
// Ctrl+Up and Ctrl+Down weigh words, Alt+Up and Alt+Down ask for other prompts. Bound to one text of the RequestModel
// by its owner. GUI thread.
#pragma once

#include <QPlainTextEdit>

#include "text/prompt_rules.h"

class QAction;

namespace lemnos::studio {

class PromptHighlighter;
class Shortcuts;

class PromptEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEditor(Shortcuts& shortcuts, QWidget* parent = nullptr);

    /// Shows a text without moving the cursor of somebody who is typing that very text.
    void showText(const std::string& text);
    /// The least height, in lines of text.
    void setLines(int least);
    /// How the text is read.
    void setRules(const PromptRules& rules);
    const PromptRules& rules() const { return m_rules; }
    /// Places in the text at which the text encoder goes on with another row: they get a fine mark.
    void setRowEnds(const QList<int>& positions);

    /// Changes the weight of the selection, or of the word or brackets at the cursor; undone in one step.
    void nudge(double step);

Q_SIGNALS:
    void edited(const std::string& text);
    /// A key has changed the text, rather than an undo or somebody else.
    void typed();
    void rulesChanged();
    void olderWanted();
    void newerWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void nudgeUp();
    void nudgeDown();

    PromptRules m_rules;
    PromptHighlighter* m_highlighter;
    QList<int> m_rowEnds;
};

}  // namespace lemnos::studio
