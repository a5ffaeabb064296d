// SPDX-License-Identifier: Apache-2.0
// A menu whose entries are commands with keys that can be chosen: each gets a lasting id. GUI thread; a view for the
// time a menu is filled, which the menu outlives.
#pragma once

#include <utility>

#include <QMenu>

#include "studio/shortcuts.h"

namespace lemnos::studio {

class CommandMenu {
public:
    /// `prefix` begins the ids: "file" makes "file.open" of "open". The menu's title is where the preferences list
    /// them.
    CommandMenu(QMenu& menu, Shortcuts& shortcuts, QString prefix)
        : m_menu(menu), m_shortcuts(shortcuts), m_prefix(std::move(prefix)) {}

    /// `target` as in QMenu::addAction: a receiver and what it does.
    template <typename... Target>
    QAction* add(QLatin1StringView id, const QString& text, const Keys& usual, Target&&... target) {
        return enlist(m_menu.addAction(text, std::forward<Target>(target)...), id, usual);
    }
    /// An action that somebody else made.
    QAction* add(QLatin1StringView id, QAction* action) {
        m_menu.addAction(action);
        return enlist(action, id, action->shortcuts());
    }
    /// From here on the keys of what is added are heard only there.
    void setPlace(KeyPlace place) { m_place = place; }
    void addSeparator() { m_menu.addSeparator(); }
    QMenu* addMenu(const QString& title) { return m_menu.addMenu(title); }

private:
    QAction* enlist(QAction* action, QLatin1StringView id, const Keys& usual);

    QMenu& m_menu;
    Shortcuts& m_shortcuts;
    QString m_prefix;
    KeyPlace m_place = KeyPlace::mainWindow;
};

}  // namespace lemnos::studio
