// SPDX-License-Identifier: Apache-2.0
// A small button with an icon, named for people who do not see it and explained for people who hover. GUI thread.
#pragma once

#include <QToolButton>

#include "panels/glyphs.h"

namespace lemnos::studio {

inline QToolButton* toolButton(Glyph icon, const QString& name, const QString& toolTip) {
    auto* const button = new QToolButton;
    button->setIcon(glyph(icon));
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace lemnos::studio
