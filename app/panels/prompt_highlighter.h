// SPDX-License-Identifier: Apache-2.0
// Colours for the syntax of a prompt, in the document of an editor: the whole text is read at every change, because a
// bracket may close lines further down. Undo and the text know nothing of it. Owned by the editor; GUI thread.
#pragma once

#include <QObject>
#include <QTextCharFormat>

#include "text/prompt_scan.h"

class QPalette;
class QTextBlock;
class QTextDocument;

namespace lemnos::studio {

/// How a mark looks on the ground of text fields of a palette.
QTextCharFormat promptFormat(PromptMarkKind kind, const QPalette& palette);

class PromptHighlighter : public QObject {
    Q_OBJECT
public:
    explicit PromptHighlighter(QTextDocument& document);

    void setRules(const PromptRules& rules);
    void setPalette(const QPalette& palette);

private:
    void highlight();

    QTextDocument& m_document;
    PromptRules m_rules;
    std::vector<QTextCharFormat> m_formats;  // by PromptMarkKind
};

}  // namespace lemnos::studio
