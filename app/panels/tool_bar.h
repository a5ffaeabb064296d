// SPDX-License-Identifier: Apache-2.0
// The tools of the canvas, one under the other, and the two colours they paint with. Shows the Toolbox; keeps nothing.
// GUI thread; owned by the canvas page.
#pragma once

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace lemnos::studio {

class Toolbox;
enum class Tool;

/// As menus and tool tips name it, and the key that takes it up.
QString toolName(Tool tool);
QKeySequence toolKey(Tool tool);

class ToolBar : public QWidget {
    Q_OBJECT
public:
    explicit ToolBar(Toolbox& tools, QWidget* parent = nullptr);

private:
    void addTool(Tool tool);
    QToolButton* makeSwatch(const QString& objectName);
    void showTools();
    void chooseColour();

    Toolbox& m_tools;
    QButtonGroup* m_group;
    QToolButton* m_foreground;
    QToolButton* m_background;
};

}  // namespace lemnos::studio
