// SPDX-License-Identifier: Apache-2.0
#include "windows/get_models_dialog.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include "panels/catalogue_row.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

void openModelsFolder() {
    QDir().mkpath(ModelLibrary::folder());
    QDesktopServices::openUrl(QUrl::fromLocalFile(ModelLibrary::folder()));
}

GetModelsDialog::GetModelsDialog(StudioModel& model, QWidget* parent) : QDialog(parent) {
    setObjectName(u"getModels"_s);
    setWindowTitle(tr("Get models"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* const list = new QWidget;
    auto* const rows = new QVBoxLayout(list);
    rows->setContentsMargins({});
    rows->setSpacing(1);
    for (const CatalogueEntry& entry : model.downloads().catalogue().entries())
        rows->addWidget(new CatalogueRow(entry, model.downloads()));
    rows->addStretch(1);
    auto* const scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto* const note =
        new QLabel(tr("Nothing is fetched before you press a button. Files of your own go into the models folder, %1.")
                       .arg(ModelLibrary::folder()));
    note->setTextFormat(Qt::PlainText);
    note->setProperty("role", u"muted"_s);
    note->setWordWrap(true);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(16, 0, 16, 12);
    note->setContentsMargins(16, 12, 16, 4);
    QPushButton* const folder = buttons->addButton(tr("Open the models &folder"), QDialogButtonBox::ActionRole);
    folder->setAutoDefault(false);
    connect(folder, &QPushButton::clicked, this, &openModelsFolder);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(note);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    resize(760, 640);
    for (QPushButton* const button : list->findChildren<QPushButton*>())
        if (button->isEnabled() && button->objectName().startsWith("download-"_L1)) {
            button->setFocus();  // rather than the first link
            break;
        }
}

}  // namespace lemnos::studio
