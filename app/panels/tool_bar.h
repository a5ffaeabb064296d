// SPDX-License-Identifier: Apache-2.0
// The tools of the canvas, one under the other, and the two colours they paint with. Shows the Toolbox; keeps nothing.
// GUI thread; owned by the canvas page.
#pragma once

#include <array>

#include <QKeySequence>
#include <QWidget>

#include "panels/glyphs.h"
#include "studio/toolbox.h"

class QButtonGroup;
class QToolButton;

namespace lemnos::studio {

class Shortcuts;

/// A tool as the bar and the menu show it.
struct ToolRow {
    Tool tool;
    const char* id;
    const char* text;  // to be translated: see name()
    Glyph glyph;
    QKeySequence key;

    QString name() const;
    QString command() const;  // its id among the Shortcuts
};

/// Every tool, in the order of the bar.
const std::array<ToolRow, 12>& toolRows();
const ToolRow& toolRow(Tool tool);

class ToolBar : public QWidget {
    Q_OBJECT
public:
    ToolBar(Toolbox& tools, Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    void addTool(const ToolRow& row);
    QToolButton* makeSwatch(const QString& objectName);
    void showTools();
    void chooseColour();

    Toolbox& m_tools;
    Shortcuts& m_shortcuts;
    QButtonGroup* m_group;
    QToolButton* m_foreground;
    QToolButton* m_background;
};

}  // namespace lemnos::studio
