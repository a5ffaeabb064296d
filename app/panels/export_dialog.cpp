// SPDX-License-Identifier: Apache-2.0
#include "panels/export_dialog.h"

#include <QCheckBox>
#include <QFormLayout>

#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

ExportDialog::ExportDialog(StudioModel& model, const QStringList& paths, QWidget* parent)
    : WriteDialog(model.pictureExport(), paths, tr("&Export"), parent),
      m_model(model),
      m_metadata(new QCheckBox(tr("With the &settings that made it"))) {
    setObjectName(u"exportDialog"_s);
    setWindowTitle(paths.size() == 1 ? tr("Export the picture") : tr("Export %1 pictures").arg(paths.size()));
    const ExportChoices last = model.settings().exportChoices();
    addCodingRows(last.coding, Webp::offered);
    m_metadata->setObjectName(u"exportMetadata"_s);
    m_metadata->setAccessibleName(tr("With the settings that made it"));
    m_metadata->setToolTip(
        tr("Prompt, seed and the rest, as A1111 and Civitai read them, and that the picture was generated (XMP). "
           "Without, the file holds nothing but the picture."));
    m_metadata->setChecked(last.metadata == ExportMetadata::kept);
    form()->addRow(QString(), m_metadata);
    addFolderRow(last.folder);
}

std::variant<ExportChoices, SheetChoices> ExportDialog::choose() {
    const ExportChoices choices{.coding = coding(),
                                .metadata = m_metadata->isChecked() ? ExportMetadata::kept : ExportMetadata::stripped,
                                .folder = folder()};
    m_model.settings().setExportChoices(choices);
    return choices;
}

}  // namespace lemnos::studio
