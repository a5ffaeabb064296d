// SPDX-License-Identifier: Apache-2.0
// The window in which two pictures are compared. Shows StudioModel's Comparison; GUI thread; owned by the gallery
// window.
#pragma once

#include <QDialog>

class QButtonGroup;
class QLabel;

namespace lemnos::studio {

class CompareView;
class Comparison;
class Shortcuts;

class CompareWindow : public QDialog {
    Q_OBJECT
public:
    CompareWindow(Comparison& comparison, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    QWidget* makeHead();
    void showState();

    Comparison& m_comparison;
    Shortcuts& m_shortcuts;
    CompareView* m_view;
    QButtonGroup* m_modes;
    QLabel* m_names;
};

}  // namespace lemnos::studio
