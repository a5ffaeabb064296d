// SPDX-License-Identifier: Apache-2.0
#include "windows/models_window.h"

#include "panels/models_panel.h"
#include "studio/model_page.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
ModelsWindow::ModelsWindow(StudioModel& model, QWidget* parent)
    : SideWindow(model.settings(), u"models"_s, {1000, 680}, parent), m_model(model), m_panel(new ModelsPanel(model)) {
    setObjectName(u"modelsWindow"_s);
    setWindowTitle(tr("Models"));
    setCentralWidget(m_panel);
}

void ModelsWindow::showEvent(QShowEvent* event) {
    SideWindow::showEvent(event);
    m_panel->lookAtCurrent();
    m_model.modelPage().refresh();
    m_model.library().rescan();
    m_panel->focusSearch();
}

void ModelsWindow::closeEvent(QCloseEvent* event) {
    m_panel->lookAway();
    SideWindow::closeEvent(event);
}

}  // namespace lemnos::studio
