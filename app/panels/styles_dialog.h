// SPDX-License-Identifier: Apache-2.0
// The user's styles: a list at the left, the chosen one's name and words at the right. What is typed counts at once;
// changing a shipped style makes one of the user's own of the same name. Shows and changes the Styles. GUI thread.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lemnos::studio {

class PromptEditor;
class Shortcuts;
class Styles;
struct Style;

class StylesDialog : public QDialog {
    Q_OBJECT
public:
    StylesDialog(Styles& styles, Shortcuts& shortcuts, QWidget* parent = nullptr);

    /// Adds a style under a name that is free, ready to be named.
    void addStyle(const Style& style);

private:
    QWidget* makeForm();
    void connectForm();
    void showList();
    void showStyle();
    void change();
    QString current() const;
    void select(const QString& name);

    Styles& m_styles;
    QListWidget* m_list;
    QLineEdit* m_name;
    PromptEditor* m_prompt;
    PromptEditor* m_negative;
    QLabel* m_problem;
    QPushButton* m_remove;
};

}  // namespace lemnos::studio
