// SPDX-License-Identifier: Apache-2.0
// What to paint and what to leave out. Shows and changes the RequestModel; keeps nothing. GUI thread.
#pragma once

#include <QWidget>

namespace lemnos::studio {

class PromptEditor;
class RequestModel;

class PromptPanel : public QWidget {
    Q_OBJECT
public:
    explicit PromptPanel(RequestModel& model, QWidget* parent = nullptr);

    void focusPrompt();

private:
    void showModel();

    RequestModel& m_model;
    PromptEditor* m_prompt;
    PromptEditor* m_negative;
};

}  // namespace lemnos::studio
