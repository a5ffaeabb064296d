// SPDX-License-Identifier: Apache-2.0
// A button with a text that is not pressed by Enter unless it has the focus. GUI thread.
#pragma once

#include <QPushButton>

namespace lemnos::studio {

inline QPushButton* pushButton(const QString& objectName, const QString& text, const QString& toolTip = {}) {
    auto* const button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    return button;
}

}  // namespace lemnos::studio
