// SPDX-License-Identifier: Apache-2.0
#include "windows/command_menu.h"

namespace lemnos::studio {

QAction* CommandMenu::enlist(QAction* action, QLatin1StringView id, const Keys& usual) {
    action->setShortcuts(usual);
    m_shortcuts.add(*action,
                    {.id = m_prefix + u'.' + id, .group = m_menu.title(), .text = action->text(), .place = m_place});
    return action;
}

}  // namespace lemnos::studio
