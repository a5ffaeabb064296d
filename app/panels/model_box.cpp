// SPDX-License-Identifier: Apache-2.0
#include "panels/model_box.h"

#include <QAbstractItemView>
#include <QFileDialog>

#include "item_models/model_choices.h"
#include "panels/calm_wheel.h"
#include "studio/choices.h"
#include "studio/request_model.h"

namespace lemnos::studio {

ModelBox::ModelBox(RequestModel& model, ModelLibrary& library, const QStringList& known, QWidget* parent)
    : QComboBox(parent), m_model(model) {
    setObjectName(QStringLiteral("model"));
    setAccessibleName(tr("Model"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    keepWheelCalm(this);
    setModel(new ModelChoices(library, model, known, this));
    // Names differ at their ends as often as at their beginnings; the list has room for them.
    view()->setTextElideMode(Qt::ElideMiddle);
    view()->setMinimumWidth(360);

    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString chosen = itemData(index).toString();
        if (chosen.isEmpty()) return chooseFile();
        m_model.change([&](Request& r) { r.model = chosen.toStdString(); });
    });
    connect(&model, &RequestModel::changed, this, &ModelBox::showModel);
    connect(this->model(), &QAbstractItemModel::rowsInserted, this, &ModelBox::showModel);
    connect(this->model(), &QAbstractItemModel::rowsRemoved, this, &ModelBox::showModel);
    showModel();
}

void ModelBox::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        window(), tr("Choose a model"), {},
        tr("Checkpoints (%1);;All files (*)").arg(checkpointPatterns().join(QLatin1Char(' '))));
    if (!path.isEmpty()) m_model.change([&](Request& r) { r.model = path.toStdString(); });
    showModel();  // back from "Choose a file…" if nothing was chosen
}

void ModelBox::showModel() {
    const QString chosen = QString::fromStdString(m_model.chosen().model);
    setCurrentIndex(findData(chosen, ModelChoices::PathRole));
}

}  // namespace lemnos::studio
