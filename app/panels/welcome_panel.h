// SPDX-License-Identifier: Apache-2.0
// What stands in the place of the canvas while it is empty: an invitation, and a few prompts to begin with. GUI thread.
#pragma once

#include <QWidget>

namespace lemnos::studio {

class Shortcuts;

class WelcomePanel : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePanel(Shortcuts& shortcuts, QWidget* parent = nullptr);

Q_SIGNALS:
    void promptChosen(const QString& prompt);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace lemnos::studio
