// SPDX-License-Identifier: Apache-2.0
// What to paint and what to leave out. Shows and changes the StudioModel's request; keeps nothing. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

namespace lemnos::studio {

class PromptEditor;
class StudioModel;
class StylesButton;
class StylesDialog;
struct PromptPair;

class PromptPanel : public QWidget {
    Q_OBJECT
public:
    explicit PromptPanel(StudioModel& model, QWidget* parent = nullptr);

    void focusPrompt();

private:
    void connectEditors();
    void explainKeys();
    void showModel();
    void showPrompt(const std::optional<PromptPair>& prompt);
    PromptPair shownPrompt() const;
    StylesDialog* editStyles();
    void keepAsStyle();

    StudioModel& m_model;
    PromptEditor* m_prompt;
    PromptEditor* m_negative;
    StylesButton* m_stylesButton;
};

}  // namespace lemnos::studio
