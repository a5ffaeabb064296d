// SPDX-License-Identifier: Apache-2.0
// What to paint and what to leave out. Shows and changes the StudioModel's request; keeps nothing. GUI thread.
#pragma once

#include <QWidget>

namespace lemnos::studio {

class PromptEditor;
class StudioModel;

class PromptPanel : public QWidget {
    Q_OBJECT
public:
    explicit PromptPanel(StudioModel& model, QWidget* parent = nullptr);

    void focusPrompt();

private:
    void showModel();

    StudioModel& m_model;
    PromptEditor* m_prompt;
    PromptEditor* m_negative;
};

}  // namespace lemnos::studio
