// SPDX-License-Identifier: Apache-2.0
#include "panels/model_box.h"

#include <QFileDialog>
#include <QFileInfo>

#include "panels/calm_wheel.h"
#include "studio/choices.h"
#include "studio/request_model.h"

namespace lemnos::studio {

ModelBox::ModelBox(RequestModel& model, const QStringList& known, QWidget* parent) : QComboBox(parent), m_model(model) {
    setObjectName(QStringLiteral("model"));
    setAccessibleName(tr("Model"));
    setToolTip(tr("The model that paints; checkpoints are .safetensors, .gguf or .ckpt files (Ctrl+O chooses one)"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    keepWheelCalm(this);
    addItem(tr("Starter (comes with Lemnos)"), QStringLiteral("starter"));
    for (const QString& path : known)
        if (QFileInfo::exists(path)) addItem(QFileInfo(path).fileName(), path);
    addItem(tr("Choose a file…"));  // no data: an action rather than a model

    connect(this, &QComboBox::activated, this, [this](int index) {
        const QString chosen = itemData(index).toString();
        if (chosen.isEmpty()) return chooseFile();
        m_model.change([&](Request& r) { r.model = chosen.toStdString(); });
    });
    connect(&model, &RequestModel::changed, this, &ModelBox::showModel);
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
    if (findData(chosen) < 0) insertItem(count() - 1, QFileInfo(chosen).fileName(), chosen);
    setCurrentIndex(findData(chosen));
}

}  // namespace lemnos::studio
