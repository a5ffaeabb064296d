// SPDX-License-Identifier: Apache-2.0
#include "panels/vae_box.h"

#include <QAbstractItemView>
#include <QFileDialog>

#include "panels/calm_wheel.h"
#include "studio/choices.h"
#include "studio/model_library.h"
#include "studio/request_model.h"

namespace lemnos::studio {

VaeBox::VaeBox(RequestModel& model, ModelLibrary& library, QWidget* parent)
    : QComboBox(parent), m_model(model), m_library(library) {
    setAccessibleName(tr("VAE"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    view()->setTextElideMode(Qt::ElideMiddle);
    keepWheelCalm(this);
    connect(this, &QComboBox::activated, this, [this](int index) {
        const QVariant chosen = itemData(index);
        if (!chosen.isValid()) return chooseFile();
        m_model.change([&](Request& r) { r.vae = chosen.toString().toStdString(); });
    });
    for (const auto signal : {&ModelLibrary::rowInserted, &ModelLibrary::rowRemoved})
        connect(&library, signal, this, &VaeBox::fill);
    connect(&library, &ModelLibrary::rowChanged, this, &VaeBox::fill);
    connect(&model, &RequestModel::changed, this, &VaeBox::showModel);
    fill();
}

void VaeBox::fill() {
    clear();
    addItem(tr("The model's own"), QString());
    for (int row = 0; row < m_library.size(); ++row) {
        const LibraryEntry& entry = m_library.at(row);
        if (entry.canDecode()) addItem(modelName(entry.path), entry.path);
    }
    addItem(tr("Choose a file…"));
    showModel();
}

void VaeBox::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        window(), tr("Choose a VAE"), {},
        tr("Autoencoders (%1);;All files (*)").arg(checkpointPatterns().join(QLatin1Char(' '))));
    if (!path.isEmpty()) m_model.change([&](Request& r) { r.vae = path.toStdString(); });
    showModel();  // back from "Choose a file…" if nothing was chosen
}

// A file from elsewhere is listed while it is chosen, and after.
void VaeBox::showModel() {
    const QString chosen = QString::fromStdString(m_model.chosen().vae);
    if (findData(chosen) < 0) insertItem(count() - 1, modelName(chosen), chosen);
    setCurrentIndex(findData(chosen));
}

}  // namespace lemnos::studio
