// SPDX-License-Identifier: Apache-2.0
// The studio's window: prompt and settings left, canvas in the middle, history right. It puts the panels together and
// gives every command a menu entry and a key; the state is in StudioModel. GUI thread; owned by main (or a test).
#pragma once

#include <QMainWindow>

#include "studio/settings.h"
#include "studio/workspace.h"
#include "windows/theme.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace lemnos::studio {

class CanvasActions;
class CanvasPage;
class CommandMenu;
class DocumentFiles;
class PictureView;
class PreferencesDialog;
class GeneratePanel;
class HistoryPanel;
class LayersPanel;
class PromptPanel;
class SettingsPanel;
class StudioModel;
class SystemLook;
enum class Field;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(StudioModel& model, QWidget* parent = nullptr);

    /// Fills in a prompt and generates it, as if it had been typed.
    void generatePrompt(const QString& prompt);
    /// An .ora file or a picture becomes the document, a model is offered to be kept.
    void openFile(const QString& path);

Q_SIGNALS:
    void firstPainted();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeLeftSide();
    QWidget* makeMiddle();
    QWidget* makePages();
    QWidget* makeRightSide();
    void makeStatusBar();
    CommandMenu addCommandMenu(const QString& title, const QString& prefix);
    void makeMenus();
    void makeImageMenu();
    void makeViewMenu();
    void makeThemeMenu(QMenu* menu);
    void connectModel();
    void restoreLayout();

    void applyTheme();
    void showMiddle();
    void showTitle();
    void showZoom();
    void cancelOrDiscard();
    void showPage(Workspace::Page page);
    bool isCanvasShown() const;
    void showEngine();
    void focusField(Field field);
    bool startsFromDropAt(QPoint position, const QString& path) const;
    void openGalleryFolder();
    void makeModelsMenu();
    template <typename Window>
    Window* one();
    template <typename Window>
    Window* showOne();
    PreferencesDialog* showPreferences();
    void takePictures(const QStringList& paths, QPoint position);
    void showAbout();

    StudioModel& m_model;
    SystemLook* m_systemLook;
    PromptPanel* m_prompt;
    SettingsPanel* m_settingsPanel;
    GeneratePanel* m_generate;
    PictureView* m_picture;
    CanvasPage* m_canvasPage;
    CanvasActions* m_canvasActions;
    DocumentFiles* m_files;
    HistoryPanel* m_history;
    LayersPanel* m_layers;
    QWidget* m_pages = nullptr;
    QStackedWidget* m_middle;
    QSplitter* m_splitter;
    QLabel* m_engineLabel;
    QLabel* m_zoomLabel;
    bool m_isPainted = false;
};

}  // namespace lemnos::studio
