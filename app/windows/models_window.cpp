// SPDX-License-Identifier: Apache-2.0
#include "windows/models_window.h"

#include <QKeyEvent>
#include <QScreen>
#include <QWindow>

#include "panels/models_panel.h"
#include "studio/model_page.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString layoutName = u"models"_s;

}  // namespace

ModelsWindow::ModelsWindow(StudioModel& model, QWidget* parent)
    : QMainWindow(parent), m_model(model), m_panel(new ModelsPanel(model)) {
    setObjectName(u"modelsWindow"_s);
    setWindowTitle(tr("Models"));
    setCentralWidget(m_panel);
    resize(QSize(1000, 680).boundedTo(screen()->availableSize() - QSize(0, 40)));  // 40 for the title bar
    restoreGeometry(model.settings().layout(layoutName));
}

void ModelsWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    windowHandle()->setTransientParent(nullptr);  // or it would cover the main window, even when that is raised
    m_panel->lookAtCurrent();
    m_model.modelPage().refresh();
    m_model.library().rescan();
    m_panel->focusSearch();
}

void ModelsWindow::closeEvent(QCloseEvent* event) {
    m_model.settings().setLayout(layoutName, saveGeometry());
    m_panel->lookAway();
    QMainWindow::closeEvent(event);
}

void ModelsWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close)) {
        close();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

}  // namespace lemnos::studio
