// SPDX-License-Identifier: Apache-2.0
#include "windows/preferences_dialog.h"

#include <QDialogButtonBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include "panels/folders_page.h"
#include "panels/keys_page.h"
#include "panels/look_page.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

PreferencesDialog::PreferencesDialog(StudioModel& model, QWidget* parent) : QDialog(parent), m_pages(new QTabWidget) {
    setObjectName(u"preferences"_s);
    setWindowTitle(tr("Preferences"));
    resize(640, 520);
    m_pages->setObjectName(u"preferencePages"_s);
    m_pages->addTab(new LookPage(model), tr("&General"));
    m_pages->addTab(new FoldersPage(model), tr("&Folders"));
    m_pages->addTab(new KeysPage(model.shortcuts()), tr("&Keys"));
    auto* const close = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addWidget(close);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::close);
}

void PreferencesDialog::showPage(Page page) { m_pages->setCurrentIndex(int(page)); }

}  // namespace lemnos::studio
