// SPDX-License-Identifier: Apache-2.0
// A text field for a prompt: plain text only, Enter is a newline, Tab leaves the field. Bound to one text of the
// RequestModel by its owner. GUI thread.
#pragma once

#include <QPlainTextEdit>

namespace lemnos::studio {

class PromptEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEditor(QWidget* parent = nullptr);

    /// Shows a text without moving the cursor of somebody who is typing that very text.
    void showText(const std::string& text);
    /// The least height, in lines of text.
    void setLines(int least);

Q_SIGNALS:
    void edited(const std::string& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace lemnos::studio
