// SPDX-License-Identifier: Apache-2.0
// Which styles are put around the prompt: a menu in which several can be ticked, and the way to edit them. Shows and
// changes the Styles; keeps nothing. GUI thread.
#pragma once

#include <QToolButton>

class QMenu;

namespace lemnos::studio {

class Styles;

class StylesButton : public QToolButton {
    Q_OBJECT
public:
    explicit StylesButton(Styles& styles, QWidget* parent = nullptr);

Q_SIGNALS:
    void editWanted();
    void keepWanted();  // the prompt as a style

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillMenu();
    void showChosen();

    Styles& m_styles;
    QMenu* m_menu;
};

}  // namespace lemnos::studio
