// SPDX-License-Identifier: Apache-2.0
// The menus of the main window: every command with its key, in one place.
#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QUrl>

#include "canvas/canvas_view.h"
#include "canvas/picture_view.h"
#include "panels/canvas_page.h"
#include "panels/generate_panel.h"
#include "panels/grid_dialog.h"
#include "panels/history_panel.h"
#include "panels/prompt_panel.h"
#include "panels/settings_panel.h"
#include "studio/studio_model.h"
#include "windows/canvas_actions.h"
#include "windows/devices_dialog.h"
#include "windows/document_files.h"
#include "windows/gallery_window.h"
#include "windows/get_models_dialog.h"
#include "windows/main_window.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

/// There is one of each such window.
template <typename Window>
void MainWindow::showOne() {
    auto* window = findChild<Window*>();
    if (!window) window = new Window(m_model, this);
    window->show();
    window->raise();
    window->activateWindow();
}

void MainWindow::makeMenus() {
    QMenu* const file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&New document"), QKeySequence(Qt::CTRL | Qt::Key_N), m_files, &DocumentFiles::openNew);
    file->addAction(tr("&Open…"), QKeySequence(Qt::CTRL | Qt::Key_O), m_files, &DocumentFiles::chooseFile);
    file->addAction(tr("Sa&ve"), QKeySequence(Qt::CTRL | Qt::Key_S), m_files, &DocumentFiles::save);
    file->addAction(tr("Save &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), m_files, &DocumentFiles::saveAs);
    file->addAction(tr("&Export the picture…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), m_files,
                    &DocumentFiles::exportPicture);
    file->addSeparator();
    file->addAction(tr("&Start from a picture…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), m_settingsPanel,
                    &SettingsPanel::chooseStartPicture);
    file->addAction(tr("Open the &gallery folder"), this, &MainWindow::openGalleryFolder);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    m_canvasActions->addMenus(*menuBar());
    makeImageMenu();
    makeModelsMenu();
    makeViewMenu();
    QMenu* const help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Devices…"), this, &MainWindow::showDevices)->setObjectName(u"showDevices"_s);
    help->addAction(tr("&About Lemnos"), this, &MainWindow::showAbout);
}

void MainWindow::makeImageMenu() {
    QMenu* const image = menuBar()->addMenu(tr("&Image"));
    QAction* const generate = image->addAction(tr("&Generate"), &m_model, &StudioModel::generate);
    generate->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    QAction* const first = image->addAction(tr("Generate &first"), &m_model, &StudioModel::generateFirst);
    first->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)});
    QAction* const cancel = image->addAction(tr("&Cancel"), this, &MainWindow::cancelOrDiscard);
    cancel->setShortcut(Qt::Key_Escape);
    image->addAction(tr("&Live"), QKeySequence(Qt::Key_F7), this,
                     [this] { m_model.live().setOn(!m_model.live().isOn()); });
    image->addAction(tr("&Keep the live picture"), QKeySequence(Qt::Key_F8), &m_model, &StudioModel::takeLive);
    image->addAction(tr("Cancel &all"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X), &m_model.queue(),
                     &JobQueue::cancelAll);
    image->addAction(tr("X/Y &grid…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_G), this,
                     [this] { (new GridDialog(m_model, this))->open(); });
    image->addAction(m_generate->queueAction());
    image->addSeparator();
    image->addAction(tr("Galler&y…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G), this, &MainWindow::showGallery);
    image->addAction(tr("Choose a file of &tags…"), this, &MainWindow::chooseTagsFile);
    image->addAction(tr("Write the &prompt"), QKeySequence(Qt::ALT | Qt::Key_A), m_prompt, &PromptPanel::focusPrompt);
    image->addAction(tr("&Restore the settings of this picture"), QKeySequence(Qt::CTRL | Qt::Key_R), this,
                     [this] { m_history->restore(m_history->current(), RestorePart::everything); });
    image->addAction(tr("&Start from this picture"), QKeySequence(Qt::CTRL | Qt::Key_I), this,
                     [this] { m_history->startFrom(m_history->current()); });
    image->addAction(tr("C&opy this picture"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                     [this] { m_history->copyPicture(m_history->current()); });
}

void MainWindow::chooseTagsFile() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Tags that are offered while you type"), {},
                                                      tr("Tags, one per line or CSV (*.csv *.txt);;All files (*)"));
    if (!path.isEmpty()) m_model.chooseTagsFile(path);
}

void MainWindow::makeModelsMenu() {
    QMenu* const models = menuBar()->addMenu(tr("&Models"));
    models->addAction(tr("&Choose a file…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), m_settingsPanel,
                      &SettingsPanel::chooseModelFile);
    models->addAction(tr("&Get models…"), QKeySequence(Qt::CTRL | Qt::Key_G), this, &MainWindow::getModels);
    models->addSeparator();
    models->addAction(tr("&Open the models folder"), this, &openModelsFolder);
    models->addAction(tr("&Add a folder with models…"), this, &MainWindow::addModelFolder);
    QMenu* const folders = models->addMenu(tr("&Leave out a folder"));
    connect(models, &QMenu::aboutToShow, this, [this, folders] { showModelFolders(folders); });
}

void MainWindow::showModelFolders(QMenu* menu) {
    menu->clear();
    const QStringList folders = m_model.settings().modelFolders();
    menu->setEnabled(!folders.isEmpty());
    for (const QString& folder : folders)
        menu->addAction(QString(folder).replace(u'&', u"&&"_s), this, [this, folder] {
            m_model.settings().removeModelFolder(folder);
            m_model.library().scan(m_model.settings().modelFolders());
        });
}

void MainWindow::getModels() { showOne<GetModelsDialog>(); }

void MainWindow::showGallery() { showOne<GalleryWindow>(); }

void MainWindow::showDevices() { showOne<DevicesDialog>(); }

void MainWindow::addModelFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("A folder with models, e.g. ComfyUI's"));
    if (folder.isEmpty()) return;
    m_model.settings().addModelFolder(folder);
    m_model.library().scan(m_model.settings().modelFolders());
}

void MainWindow::makeViewMenu() {
    QMenu* const view = menuBar()->addMenu(tr("&View"));
    // Each acts on what the middle shows.
    const auto onMiddle = [this](auto onPicture, auto onCanvas) {
        return [this, onPicture, onCanvas] {
            if (isCanvasShown())
                (m_canvasPage->view()->*onCanvas)();
            else
                (m_picture->*onPicture)();
        };
    };
    const auto zoom = [this](double scale) {
        return [this, scale] {
            if (isCanvasShown())
                m_canvasPage->view()->zoomTo(scale);
            else
                m_picture->zoomTo(scale);
        };
    };
    view->addAction(tr("Switch between picture and &canvas"), QKeySequence(Qt::Key_F6), this,
                    [this] { showPage(isCanvasShown() ? Workspace::Page::viewer : Workspace::Page::canvas); });
    view->addAction(tr("&Edit this picture on the canvas"), QKeySequence(Qt::CTRL | Qt::Key_E), m_files,
                    &DocumentFiles::editShownPicture);
    view->addSeparator();
    view->addAction(tr("&Fit"), QKeySequence(Qt::CTRL | Qt::Key_0), this,
                    onMiddle(&PictureView::fit, &CanvasView::fit));
    view->addAction(tr("Fit the generation &box"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_0), this,
                    onMiddle(&PictureView::fit, &CanvasView::fitBox));
    view->addAction(tr("&100 %"), QKeySequence(Qt::CTRL | Qt::Key_1), this, zoom(1));
    view->addAction(tr("&200 %"), QKeySequence(Qt::CTRL | Qt::Key_2), this, zoom(2));
    view->addAction(tr("&400 %"), QKeySequence(Qt::CTRL | Qt::Key_3), this, zoom(4));
    QAction* const in = view->addAction(tr("Zoom &in"), this, onMiddle(&PictureView::zoomIn, &CanvasView::zoomIn));
    in->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    view->addAction(tr("Zoom &out"), QKeySequence(Qt::CTRL | Qt::Key_Minus), this,
                    onMiddle(&PictureView::zoomOut, &CanvasView::zoomOut));
    CanvasView* const canvas = m_canvasPage->view();
    view->addAction(tr("Turn the view &left"), QKeySequence(Qt::CTRL | Qt::Key_BracketLeft), canvas,
                    [canvas] { canvas->turnBy(-15); });
    view->addAction(tr("Turn the view &right"), QKeySequence(Qt::CTRL | Qt::Key_BracketRight), canvas,
                    [canvas] { canvas->turnBy(15); });
    view->addAction(tr("Straighten the view"), canvas, &CanvasView::resetAngle);
    view->addSeparator();
    makeThemeMenu(view->addMenu(tr("&Theme")));
}

void MainWindow::makeThemeMenu(QMenu* menu) {
    auto* const group = new QActionGroup(menu);
    for (const auto& [theme, name] : {std::pair(Theme::system, tr("As the &system")),
                                      std::pair(Theme::light, tr("&Light")), std::pair(Theme::dark, tr("&Dark"))}) {
        QAction* const action = menu->addAction(name, this, [this, theme = theme] {
            m_model.settings().setTheme(theme);
            applyTheme();
        });
        action->setCheckable(true);
        action->setChecked(m_model.settings().theme() == theme);
        group->addAction(action);
    }
}

void MainWindow::openGalleryFolder() {
    const QString folder = m_model.settings().galleryFolder();
    QDir().mkpath(folder);
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

void MainWindow::showAbout() {
    QMessageBox::about(this, tr("About Lemnos"),
                       tr("Lemnos %1, a studio for AI art on any Vulkan device.\n\nYour pictures are in %2.\n"
                          "Apache License 2.0.")
                           .arg(QCoreApplication::applicationVersion(), m_model.settings().galleryFolder()));
}

}  // namespace lemnos::studio
