// SPDX-License-Identifier: Apache-2.0
// A combo box over names of the engine, with "the model's default" first. A name that the engine does not know (from
// somebody else's picture) is shown as it is rather than silently replaced. GUI thread; owned by the panel.
#pragma once

#include <string>

#include <QComboBox>

#include "studio/choices.h"

namespace lemnos::studio {

class ChoiceBox : public QComboBox {
    Q_OBJECT
public:
    ChoiceBox(const QString& name, const QList<Choice>& choices, QWidget* parent = nullptr);

    /// `byDefault` is what the model takes when nothing is chosen; empty while it is not known.
    void showChoice(const std::string& chosen, const std::string& byDefault);

Q_SIGNALS:
    void edited(const std::string& name);
};

}  // namespace lemnos::studio
