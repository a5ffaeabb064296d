// SPDX-License-Identifier: Apache-2.0
// The menus of the main window: every command with its key, in one place.
#include <functional>

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
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
#include "windows/command_menu.h"
#include "windows/devices_dialog.h"
#include "windows/document_files.h"
#include "windows/gallery_window.h"
#include "windows/get_models_dialog.h"
#include "windows/main_window.h"
#include "windows/models_window.h"
#include "windows/preferences_dialog.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

/// There is one of each such window.
template <typename Window>
Window* MainWindow::one() {
    auto* const window = findChild<Window*>();
    return window ? window : new Window(m_model, this);
}

template <typename Window>
Window* MainWindow::showOne() {
    auto* const window = one<Window>();
    window->show();
    window->raise();
    window->activateWindow();
    return window;
}

CommandMenu MainWindow::addCommandMenu(const QString& title, const QString& prefix) {
    return {*menuBar()->addMenu(title), m_model.shortcuts(), prefix};
}

void MainWindow::makeMenus() {
    CommandMenu file = addCommandMenu(tr("&File"), u"file"_s);
    file.add("new"_L1, tr("&New document"), {Qt::CTRL | Qt::Key_N}, m_files, &DocumentFiles::openNew);
    file.add("open"_L1, tr("&Open…"), {Qt::CTRL | Qt::Key_O}, m_files, &DocumentFiles::chooseFile);
    file.add("save"_L1, tr("Sa&ve"), {Qt::CTRL | Qt::Key_S}, m_files, &DocumentFiles::save);
    file.add("saveAs"_L1, tr("Save &as…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, m_files, &DocumentFiles::saveAs);
    file.add("export"_L1, tr("&Export the picture…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, m_files,
             &DocumentFiles::exportPicture);
    file.addSeparator();
    file.add("startFrom"_L1, tr("&Start from a picture…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_O}, m_settingsPanel,
             &SettingsPanel::chooseStartPicture);
    file.add("galleryFolder"_L1, tr("Open the &gallery folder"), {}, this, &MainWindow::openGalleryFolder);
    file.addSeparator();
    file.add("preferences"_L1, tr("&Preferences…"), {Qt::CTRL | Qt::Key_Comma}, this, &MainWindow::showPreferences);
    file.add("quit"_L1, tr("&Quit"), {Qt::CTRL | Qt::Key_Q}, this, &QWidget::close);
    m_canvasActions->addMenus(*menuBar());
    makeImageMenu();
    makeModelsMenu();
    makeViewMenu();
    CommandMenu help = addCommandMenu(tr("&Help"), u"help"_s);
    help.add("devices"_L1, tr("&Devices…"), {}, this, [this] { showOne<DevicesDialog>(); });
    help.add("about"_L1, tr("&About Lemnos"), {}, this, &MainWindow::showAbout);
}

void MainWindow::makeImageMenu() {
    CommandMenu image = addCommandMenu(tr("&Image"), u"image"_s);
    image.add("generate"_L1, tr("&Generate"), {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}, &m_model,
              &StudioModel::generate);
    image.add("generateFirst"_L1, tr("Generate &first"),
              {Qt::CTRL | Qt::SHIFT | Qt::Key_Return, Qt::CTRL | Qt::SHIFT | Qt::Key_Enter}, &m_model,
              &StudioModel::generateFirst);
    image.add("cancel"_L1, tr("&Cancel"), {Qt::Key_Escape}, this, &MainWindow::cancelOrDiscard);
    image.add("live"_L1, tr("&Live"), {Qt::Key_F7}, this, [this] { m_model.live().setOn(!m_model.live().isOn()); });
    image.add("keepLive"_L1, tr("&Keep the live picture"), {Qt::Key_F8}, &m_model, &StudioModel::takeLive);
    image.add("cancelAll"_L1, tr("Cancel &all"), {Qt::CTRL | Qt::SHIFT | Qt::Key_X}, &m_model.queue(),
              &JobQueue::cancelAll);
    image.add("grid"_L1, tr("X/Y &grid…"), {Qt::CTRL | Qt::ALT | Qt::Key_G}, this,
              [this] { (new GridDialog(m_model, this))->open(); });
    image.add("queue"_L1, m_generate->queueAction());
    image.addSeparator();
    image.add("gallery"_L1, tr("Galler&y…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_G}, this,
              [this] { showOne<GalleryWindow>(); });
    image.add("prompt"_L1, tr("Write the &prompt"), {Qt::ALT | Qt::Key_A}, m_prompt, &PromptPanel::focusPrompt);
    image.add("restore"_L1, tr("&Restore the settings of this picture"), {Qt::CTRL | Qt::Key_R}, this,
              [this] { m_history->restore(m_history->current(), RestorePart::everything); });
    image.add("startFrom"_L1, tr("&Start from this picture"), {Qt::CTRL | Qt::Key_I}, this,
              [this] { m_history->startFrom(m_history->current()); });
    image.add("copy"_L1, tr("C&opy this picture"), {Qt::CTRL | Qt::ALT | Qt::Key_C}, this,
              [this] { m_history->copyPicture(m_history->current()); });
}

void MainWindow::makeModelsMenu() {
    CommandMenu models = addCommandMenu(tr("&Models"), u"models"_s);
    models.add("window"_L1, tr("&Models…"), {Qt::CTRL | Qt::Key_M}, this, [this] { showOne<ModelsWindow>(); });
    models.add("choose"_L1, tr("&Choose a file…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_M}, m_settingsPanel,
               &SettingsPanel::chooseModelFile);
    models.add("get"_L1, tr("&Get models…"), {Qt::CTRL | Qt::Key_G}, this, [this] { showOne<GetModelsDialog>(); });
    models.addSeparator();
    models.add("folder"_L1, tr("&Open the models folder"), {}, this, &openModelsFolder);
    models.add("folders"_L1, tr("&Folders with models…"), {}, this,
               [this] { showPreferences()->showPage(PreferencesDialog::Page::folders); });
}

// The keys of a window are known once it is made, and all are to be listed.
PreferencesDialog* MainWindow::showPreferences() {
    one<GalleryWindow>()->comparison();
    one<ModelsWindow>();
    return showOne<PreferencesDialog>();
}

void MainWindow::makeViewMenu() {
    CommandMenu view = addCommandMenu(tr("&View"), u"view"_s);
    // Each acts on what the middle shows.
    const auto onMiddle = [this](auto onPicture, auto onCanvas) {
        return [this, onPicture, onCanvas] {
            if (isCanvasShown())
                std::invoke(onCanvas, m_canvasPage->view());
            else
                std::invoke(onPicture, m_picture);
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
    view.add("page"_L1, tr("Switch between picture and &canvas"), {Qt::Key_F6}, this,
             [this] { showPage(isCanvasShown() ? Workspace::Page::viewer : Workspace::Page::canvas); });
    view.add("edit"_L1, tr("&Edit this picture on the canvas"), {Qt::CTRL | Qt::Key_E}, m_files,
             &DocumentFiles::editShownPicture);
    view.addSeparator();
    view.add("fit"_L1, tr("&Fit"), {Qt::CTRL | Qt::Key_0}, this, onMiddle(&PictureView::fit, &CanvasView::fit));
    view.add("fitBox"_L1, tr("Fit the generation &box"), {Qt::CTRL | Qt::SHIFT | Qt::Key_0}, this,
             onMiddle(&PictureView::fit, &CanvasView::fitBox));
    view.add("actual"_L1, tr("&100 %"), {Qt::CTRL | Qt::Key_1}, this, zoom(1));
    view.add("double"_L1, tr("&200 %"), {Qt::CTRL | Qt::Key_2}, this, zoom(2));
    view.add("quadruple"_L1, tr("&400 %"), {Qt::CTRL | Qt::Key_3}, this, zoom(4));
    view.add("in"_L1, tr("Zoom &in"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}, this,
             onMiddle(&PictureView::zoomIn, &CanvasView::zoomIn));
    view.add("out"_L1, tr("Zoom &out"), {Qt::CTRL | Qt::Key_Minus}, this,
             onMiddle(&PictureView::zoomOut, &CanvasView::zoomOut));
    CanvasView* const canvas = m_canvasPage->view();
    view.add("left"_L1, tr("Turn the view &left"), {Qt::CTRL | Qt::Key_BracketLeft}, canvas,
             [canvas] { canvas->turnBy(-15); });
    view.add("right"_L1, tr("Turn the view &right"), {Qt::CTRL | Qt::Key_BracketRight}, canvas,
             [canvas] { canvas->turnBy(15); });
    view.add("straight"_L1, tr("Straighten the view"), {}, canvas, &CanvasView::resetAngle);
    view.addSeparator();
    makeThemeMenu(view.addMenu(tr("&Theme")));
}

void MainWindow::makeThemeMenu(QMenu* menu) {
    auto* const group = new QActionGroup(menu);
    for (const auto& [theme, name] : {std::pair(Theme::system, tr("As the &system")),
                                      std::pair(Theme::light, tr("&Light")), std::pair(Theme::dark, tr("&Dark"))}) {
        QAction* const action = menu->addAction(name, this, [this, theme = theme] { m_model.setTheme(theme); });
        action->setCheckable(true);
        group->addAction(action);
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, theme = theme] { action->setChecked(m_model.settings().theme() == theme); });
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
