// SPDX-License-Identifier: Apache-2.0
// The commands of the canvas with their keys: Edit, Select and Layer menus, the tools, what is staged. They act while
// the canvas is on view; keys of one letter only while it has the focus, so that nobody's typing paints. GUI thread;
// owned by the main window.
#pragma once

#include <functional>
#include <vector>

#include <QList>
#include <QObject>

#include "studio/shortcuts.h"

class QAction;
class QMenuBar;

namespace lemnos::studio {

class CanvasPage;
class CommandMenu;
class StudioModel;

class CanvasActions : public QObject {
    Q_OBJECT
public:
    CanvasActions(StudioModel& model, CanvasPage& page, QObject* parent = nullptr);

    void addMenus(QMenuBar& bar);

private:
    using Act = std::function<void()>;
    /// Where a key works: in the whole window, or while the canvas has the focus.
    enum class Reach { window, canvas };

    QAction* add(CommandMenu& menu, QLatin1StringView id, const QString& text, const Keys& usual, const Act& act,
                 Reach reach = Reach::canvas);
    void makeEditMenu(CommandMenu menu);
    void makeSelectMenu(CommandMenu menu);
    void makeLayerMenu(CommandMenu menu);
    void makeToolMenu(CommandMenu menu);
    void showState();

    void copy();
    void copyMerged();
    void cut();
    void paste();
    void askForPixels(const QString& title, double usual, const std::function<void(double)>& act);
    void transformActive(const QTransform& around);

    StudioModel& m_model;
    CanvasPage& m_page;
    QList<QAction*> m_ofCanvas;  // enabled while the canvas is on view
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QList<QAction*> m_ofStaging;
    QAction* m_swapColours = nullptr;
};

}  // namespace lemnos::studio
