// SPDX-License-Identifier: Apache-2.0
// "83 / 150": how many tokens the text of a prompt editor has and how many the rows that it begins can hold; and in the
// editor a mark where a row ends. "–" with the reason while the vocabulary is not known. GUI thread; shows a
// TokenMeter.
#pragma once

#include <QLabel>
#include <QTimer>

#include "text/prompt_rules.h"

namespace lemnos::studio {

class PromptEditor;
class TokenMeter;

class TokenLabel : public QLabel {
    Q_OBJECT
public:
    TokenLabel(TokenMeter& meter, PromptEditor& editor, QWidget* parent = nullptr);

private:
    void count();

    TokenMeter& m_meter;
    PromptEditor& m_editor;
    QTimer m_soon;  // several keys are one count
};

}  // namespace lemnos::studio
