// SPDX-License-Identifier: Apache-2.0
#include "panels/choice_box.h"

#include "panels/calm_wheel.h"

namespace lemnos::studio {

ChoiceBox::ChoiceBox(const QString& name, const QList<Choice>& choices, QWidget* parent) : QComboBox(parent) {
    setAccessibleName(name);
    addItem(tr("Automatic"), QString());
    for (const Choice& choice : choices) addItem(choice.label, QString::fromStdString(choice.name));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    keepWheelCalm(this);
    connect(this, &QComboBox::activated, this,
            [this](int index) { Q_EMIT edited(itemData(index).toString().toStdString()); });
}

void ChoiceBox::showChoice(const std::string& chosen, const std::string& byDefault) {
    const int standard = byDefault.empty() ? -1 : findData(QString::fromStdString(byDefault));
    setItemText(0, standard < 0 ? tr("Automatic") : tr("Automatic (%1)").arg(itemText(standard)));
    const QString name = QString::fromStdString(chosen);
    if (findData(name) < 0) addItem(tr("%1 (unknown here)").arg(name), name);
    setCurrentIndex(findData(name));
}

}  // namespace lemnos::studio
