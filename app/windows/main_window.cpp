// SPDX-License-Identifier: Apache-2.0
#include "windows/main_window.h"

#include <cmath>

#include <QButtonGroup>
#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "canvas/canvas_view.h"
#include "canvas/picture_view.h"
#include "panels/canvas_page.h"
#include "panels/canvas_settings.h"
#include "panels/generate_panel.h"
#include "panels/history_panel.h"
#include "panels/key_tip.h"
#include "panels/layers_panel.h"
#include "panels/message_bar.h"
#include "panels/prompt_panel.h"
#include "panels/settings_panel.h"
#include "panels/welcome_panel.h"
#include "studio/choices.h"
#include "studio/studio_model.h"
#include "windows/canvas_actions.h"
#include "windows/document_files.h"
#include "windows/gallery_window.h"
#include "windows/models_window.h"
#include "windows/system_look.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int copyMessageMilliseconds = 2000;  // the next piece of the copy says more before that

}  // namespace

MainWindow::MainWindow(StudioModel& model, QWidget* parent)
    : QMainWindow(parent),
      m_model(model),
      m_systemLook(new SystemLook(this)),
      m_prompt(new PromptPanel(model)),
      m_settingsPanel(new SettingsPanel(model.request(), model.startPicture(), model.library(), model.shortcuts(),
                                        model.settings().knownModels())),
      m_generate(new GeneratePanel(model)),
      m_picture(new PictureView(model)),
      m_canvasPage(new CanvasPage(model)),
      m_canvasActions(new CanvasActions(model, *m_canvasPage, this)),
      m_files(new DocumentFiles(model, this)),
      m_history(new HistoryPanel(model)),
      m_layers(new LayersPanel(model.workspace())),
      m_middle(new QStackedWidget),
      m_splitter(new QSplitter(Qt::Horizontal)) {
    setAcceptDrops(true);
    applyTheme();
    m_splitter->setObjectName(u"splitter"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeLeftSide());
    m_splitter->addWidget(makeMiddle());
    m_splitter->addWidget(makeRightSide());
    m_splitter->setStretchFactor(1, 1);
    setCentralWidget(m_splitter);
    makeStatusBar();
    makeMenus();
    connectModel();
    restoreLayout();
    showMiddle();
    showTitle();
    showEngine();
    m_prompt->focusPrompt();
}

QWidget* MainWindow::makeLeftSide() {
    auto* const form = new QWidget;
    auto* const formLayout = new QVBoxLayout(form);
    formLayout->setContentsMargins(14, 12, 14, 8);
    formLayout->setSpacing(12);
    formLayout->addWidget(m_prompt, 2);  // in a tall window a third of the space stays below the settings
    formLayout->addWidget(m_settingsPanel);
    formLayout->addStretch(1);

    auto* const scroll = new QScrollArea;
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    connect(m_settingsPanel, &SettingsPanel::unfolded, scroll, [scroll, form](const QWidget* from) {
        // Once the layout has made room for the rows.
        QTimer::singleShot(0, scroll, [=] { scroll->verticalScrollBar()->setValue(from->mapTo(form, QPoint()).y()); });
    });

    m_generate->setContentsMargins(14, 4, 14, 12);
    auto* const side = new QWidget;
    side->setMinimumWidth(300);
    auto* const layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* const canvas = new CanvasSettings(m_model);
    canvas->setContentsMargins(14, 6, 14, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(canvas);
    layout->addWidget(m_generate);
    return side;
}

QWidget* MainWindow::makeMiddle() {
    auto* const welcome = new WelcomePanel(m_model.shortcuts());
    connect(welcome, &WelcomePanel::promptChosen, this, &MainWindow::generatePrompt);
    m_middle->addWidget(welcome);
    m_middle->addWidget(m_picture);
    m_middle->addWidget(m_canvasPage);

    auto* const middle = new QWidget;
    auto* const layout = new QVBoxLayout(middle);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(engineBar(m_model));
    layout->addWidget(noticeBar(m_model));
    layout->addWidget(makePages());
    layout->addWidget(m_middle, 1);
    return middle;
}

// Two ways to look at the middle: single pictures, and the document.
QWidget* MainWindow::makePages() {
    m_pages = new QWidget;
    auto* const layout = new QHBoxLayout(m_pages);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(4);
    auto* const group = new QButtonGroup(m_pages);
    for (const auto& [page, name, text, tip] :
         {std::tuple(Workspace::Page::viewer, "viewerPage"_L1, tr("Picture"), tr("One picture at a time")),
          std::tuple(Workspace::Page::canvas, "canvasPage"_L1, tr("Canvas"),
                     tr("The document: layers, selections, a box to generate in"))}) {
        auto* const button = new QToolButton;
        button->setObjectName(name);
        button->setText(text);
        setKeyTip(*button, m_model.shortcuts(), u"view.page"_s, tip);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button, int(page));
        layout->addWidget(button);
    }
    layout->addStretch(1);
    connect(group, &QButtonGroup::idClicked, this, [this](int page) { showPage(Workspace::Page(page)); });
    return m_pages;
}

QWidget* MainWindow::makeRightSide() {
    auto* const side = new QSplitter(Qt::Vertical);
    side->setHandleWidth(1);
    side->setChildrenCollapsible(false);
    side->addWidget(m_layers);
    side->addWidget(m_history);
    return side;
}

bool MainWindow::isCanvasShown() const { return m_model.workspace().page() == Workspace::Page::canvas; }

void MainWindow::makeStatusBar() {
    m_engineLabel = new QLabel;
    m_engineLabel->setObjectName(u"engineStatus"_s);
    m_engineLabel->setTextFormat(Qt::PlainText);
    m_zoomLabel = new QLabel;
    statusBar()->addWidget(m_engineLabel);
    connect(&m_model.imports(), &ModelImports::progressed, this, [this](const QString& path, double share) {
        statusBar()->showMessage(tr("Copying %1: %2 %").arg(QFileInfo(path).fileName()).arg(int(share * 100)),
                                 copyMessageMilliseconds);
    });
    statusBar()->addPermanentWidget(m_zoomLabel);
    statusBar()->setSizeGripEnabled(false);
    connect(m_picture, &PictureView::scaleChanged, this, &MainWindow::showZoom);
    connect(m_canvasPage->view(), &CanvasView::viewChanged, this, &MainWindow::showZoom);
}

void MainWindow::showZoom() {
    const double scale = isCanvasShown() ? m_canvasPage->view()->scale() : m_picture->scale();
    const bool isEmpty = m_middle->currentIndex() == 0;
    m_zoomLabel->setText(isEmpty ? QString() : tr("%1 %").arg(std::lround(scale * 100)));
}

void MainWindow::connectModel() {
    connect(&m_model.viewer(), &Viewer::changed, this, &MainWindow::showMiddle);
    connect(&m_model.queue(), &JobQueue::changed, this, &MainWindow::showMiddle);
    connect(&m_model.workspace(), &Workspace::changed, this, &MainWindow::showMiddle);
    connect(&m_model.workspace(), &Workspace::changed, this, &MainWindow::showTitle);
    connect(&m_model.engine(), &EngineStatus::changed, this, &MainWindow::showEngine);
    connect(&m_model.desk(), &PictureDesk::shown, this, [this] {
        m_model.workspace().show(Workspace::Page::viewer);
        raise();
        activateWindow();
    });
    connect(&m_model, &StudioModel::fieldNeedsAttention, this, &MainWindow::focusField);
    connect(m_systemLook, &SystemLook::changed, this, &MainWindow::applyTheme);
    connect(&m_model, &StudioModel::themeChanged, this, &MainWindow::applyTheme);
    connect(m_picture, &PictureView::contextMenuWanted, this,
            [this](const QPoint& at) { m_history->openMenu(m_model.viewer().entry(), at); });
}

void MainWindow::restoreLayout() {
    const Settings& settings = m_model.settings();
    resize(QSize(1360, 860).boundedTo(screen()->availableSize() - QSize(0, 40)));  // 40 for the title bar
    restoreGeometry(settings.layout(u"window"_s));
    if (!m_splitter->restoreState(settings.layout(u"splitter"_s))) m_splitter->setSizes({330, 740, 210});
}

void MainWindow::generatePrompt(const QString& prompt) {
    m_model.request().change([&](Request& r) { r.prompt = prompt.toStdString(); });
    m_model.generate();
}

void MainWindow::applyTheme() {
    switch (m_model.settings().theme()) {
        case Theme::light: return applyLook(Look::light);
        case Theme::dark: return applyLook(Look::dark);
        case Theme::system: return applyLook(m_systemLook->look());
    }
}

void MainWindow::showMiddle() {
    const bool isEmpty = m_model.viewer().showing() == Viewer::Showing::nothing && !m_model.queue().running();
    const int wasShown = m_middle->currentIndex();
    m_middle->setCurrentIndex(isCanvasShown() ? 2 : isEmpty ? 0 : 1);
    m_pages->findChild<QToolButton*>(isCanvasShown() ? u"canvasPage"_s : u"viewerPage"_s)->setChecked(true);
    m_layers->setVisible(isCanvasShown());
    if (isCanvasShown() && wasShown != 2) m_canvasPage->view()->setFocus();
    showZoom();
}

void MainWindow::showPage(Workspace::Page page) {
    Workspace& workspace = m_model.workspace();
    if (page == Workspace::Page::canvas && !workspace.isOpen())
        m_files->openNew();
    else
        workspace.show(page);
}

void MainWindow::showTitle() {
    const Workspace& workspace = m_model.workspace();
    setWindowModified(workspace.isModified());
    setWindowTitle(workspace.isOpen() ? tr("%1[*]").arg(workspace.title()) : tr("Lemnos"));
}

void MainWindow::cancelOrDiscard() {
    Staging& staging = m_model.workspace().staging();
    if (isCanvasShown() && m_canvasPage->view()->cancelDrag()) return;
    if (isCanvasShown() && !staging.isEmpty()) return staging.discardAll();
    m_model.queue().cancelRunning();
}

void MainWindow::showEngine() {
    const EngineStatus& engine = m_model.engine();
    switch (engine.state()) {
        case EngineStatus::State::starting: return m_engineLabel->setText(tr("Looking for a device…"));
        case EngineStatus::State::preparing:
            return m_engineLabel->setText(tr("%1 · preparing the model…").arg(engine.device().name));
        case EngineStatus::State::ready: return m_engineLabel->setText(tr("%1 · ready").arg(engine.device().name));
        case EngineStatus::State::unprepared:
            return m_engineLabel->setText(tr("%1 · the model could not be loaded").arg(engine.device().name));
        case EngineStatus::State::missing: return m_engineLabel->setText(tr("No usable device"));
    }
}

void MainWindow::focusField(Field field) {
    if (field == Field::prompt)
        m_prompt->focusPrompt();
    else
        m_settingsPanel->focusField(field);
}

bool MainWindow::event(QEvent* event) {
    const bool result = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !m_isPainted) {
        m_isPainted = true;
        // After this event the pixels are on their way to the screen; only then may anything slow begin.
        QTimer::singleShot(0, this, [this] {
            Q_EMIT firstPainted();
            m_systemLook->askPortal();
        });
    }
    return result;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_model.gallery().failedCount() > 0 &&
        QMessageBox::warning(this, tr("Pictures are not saved"),
                             tr("%n picture(s) could not be saved and will be lost. Close anyway?", nullptr,
                                m_model.gallery().failedCount()),
                             QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel) != QMessageBox::Close)
        return event->ignore();
    if (m_model.workspace().isModified()) {
        event->ignore();
        return m_files->whenUnsavedSettled([this] { close(); });
    }
    m_model.settings().setLayout(u"window"_s, saveGeometry());
    m_model.settings().setLayout(u"splitter"_s, m_splitter->saveState());
    m_model.remember();
    if (auto* const gallery = findChild<GalleryWindow*>()) gallery->close();
    if (auto* const models = findChild<ModelsWindow*>()) models->close();
    event->accept();
}

}  // namespace lemnos::studio
