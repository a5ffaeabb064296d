// SPDX-License-Identifier: Apache-2.0
#include "windows/models_window.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QStatusBar>

#include "panels/models_panel.h"
#include "studio/model_page.h"
#include "studio/studio_model.h"
#include "windows/model_drops.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int readMilliseconds = 10'000;

}  // namespace

ModelsWindow::ModelsWindow(StudioModel& model, QWidget* parent)
    : SideWindow(model.settings(), u"models"_s, {1000, 680}, parent), m_model(model), m_panel(new ModelsPanel(model)) {
    setObjectName(u"modelsWindow"_s);
    setWindowTitle(tr("Models"));
    setCentralWidget(m_panel);
    setAcceptDrops(true);
    showImports();
}

// The notices of the main window may lie hidden behind this one.
void ModelsWindow::showImports() {
    statusBar()->setSizeGripEnabled(false);
    statusBar()->hide();
    connect(statusBar(), &QStatusBar::messageChanged, this,
            [this](const QString& text) { statusBar()->setVisible(!text.isEmpty()); });
    connect(&m_model.imports(), &ModelImports::progressed, this, [this](const QString& path, double share) {
        statusBar()->showMessage(tr("Copying %1: %2 %").arg(QFileInfo(path).fileName()).arg(int(share * 100)));
    });
    connect(&m_model.imports(), &ModelImports::ended, this, [this](const QString& text) {
        statusBar()->setToolTip(text);  // of several files it may be longer than a line
        statusBar()->showMessage(text.section(QLatin1Char('\n'), 0, 0), readMilliseconds);
    });
}

void ModelsWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFiles(*event->mimeData()).models.isEmpty()) event->acceptProposedAction();
}

void ModelsWindow::dropEvent(QDropEvent* event) {
    takeModels(m_model, droppedFiles(*event->mimeData()).models, this);
    event->acceptProposedAction();
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
