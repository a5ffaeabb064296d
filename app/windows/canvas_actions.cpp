// SPDX-License-Identifier: Apache-2.0
#include "windows/canvas_actions.h"

#include <cmath>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenuBar>
#include <QMimeData>

#include "document/canvas_edits.h"
#include "document/layer_edits.h"
#include "document/pixel_edits.h"
#include "document/selection_edits.h"
#include "panels/canvas_page.h"
#include "panels/tool_bar.h"
#include "studio/studio_model.h"
#include "windows/command_menu.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
CanvasActions::CanvasActions(StudioModel& model, CanvasPage& page, QObject* parent)
    : QObject(parent), m_model(model), m_page(page) {
    Workspace& workspace = model.workspace();
    connect(&workspace, &Workspace::changed, this, &CanvasActions::showState);
    connect(&workspace.staging(), &Staging::changed, this, &CanvasActions::showState);
}

void CanvasActions::addMenus(QMenuBar& bar) {
    const auto menu = [&](const QString& title, const QString& prefix) {
        return CommandMenu(*bar.addMenu(title), m_model.shortcuts(), prefix);
    };
    makeEditMenu(menu(tr("&Edit"), u"edit"_s));
    makeSelectMenu(menu(tr("&Select"), u"select"_s));
    makeLayerMenu(menu(tr("&Layer"), u"layer"_s));
    makeToolMenu(menu(tr("&Tools"), u"tool"_s));
    showState();
}

QAction* CanvasActions::add(CommandMenu& menu, QLatin1StringView id, const QString& text, const Keys& usual,
                            const Act& act, Reach reach) {
    menu.setPlace(reach == Reach::canvas ? KeyPlace::canvas : KeyPlace::mainWindow);
    QAction* const action = menu.add(id, text, usual);
    if (reach == Reach::canvas) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_page.addAction(action);
    }
    connect(action, &QAction::triggered, this, act);
    m_ofCanvas.append(action);
    return action;
}

void CanvasActions::makeEditMenu(CommandMenu menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    m_undo =
        add(menu, "undo"_L1, tr("&Undo"), {Qt::CTRL | Qt::Key_Z}, [&] { document.history().undo(); }, Reach::window);
    m_redo = add(
        menu, "redo"_L1, tr("&Redo"), {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
        [&] { document.history().redo(); }, Reach::window);
    menu.addSeparator();
    add(menu, "cut"_L1, tr("Cu&t"), {Qt::CTRL | Qt::Key_X}, [this] { cut(); });
    add(menu, "copy"_L1, tr("&Copy"), {Qt::CTRL | Qt::Key_C}, [this] { copy(); });
    add(menu, "copyMerged"_L1, tr("Copy &merged"), {Qt::CTRL | Qt::SHIFT | Qt::Key_C}, [this] { copyMerged(); });
    add(menu, "paste"_L1, tr("&Paste as a layer"), {Qt::CTRL | Qt::Key_V}, [this] { paste(); });
    menu.addSeparator();
    add(menu, "fill"_L1, tr("&Fill with the colour"), {Qt::SHIFT | Qt::Key_Backspace}, [&] {
        workspace.refuse(fillLayer(document, workspace.activeLayer(), workspace.tools().settings().foreground));
    });
    add(menu, "clear"_L1, tr("C&lear"), {Qt::Key_Delete},
        [&] { workspace.refuse(clearLayer(document, workspace.activeLayer())); });
    menu.addSeparator();
    const auto addStaged = [&](QLatin1StringView id, const QString& text, const Keys& usual, const Act& act) {
        QAction* const action = add(menu, id, text, usual, act);
        m_ofCanvas.removeOne(action);
        m_ofStaging.append(action);
    };
    addStaged("accept"_L1, tr("&Accept the result"), {Qt::Key_Return, Qt::Key_Enter},
              [&] { workspace.acceptStaged(); });
    addStaged("discard"_L1, tr("&Discard the result"), {Qt::Key_X}, [&] { workspace.staging().discardCurrent(); });
    addStaged("discardAll"_L1, tr("Discard all results"), {}, [&] { workspace.staging().discardAll(); });
}

void CanvasActions::makeSelectMenu(CommandMenu menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    add(menu, "all"_L1, tr("&All"), {Qt::CTRL | Qt::Key_A}, [&] { selectAll(document); });
    add(menu, "none"_L1, tr("&None"), {Qt::CTRL | Qt::SHIFT | Qt::Key_A, Qt::CTRL | Qt::Key_D},
        [&] { selectNone(document); });
    add(menu, "invert"_L1, tr("&Invert"), {Qt::CTRL | Qt::SHIFT | Qt::Key_I, Qt::SHIFT | Qt::Key_V},
        [&] { invertSelection(document); });
    add(menu, "coverage"_L1, tr("What the &layer covers"), {},
        [&] { workspace.refuse(selectCoverage(document, workspace.activeLayer(), MaskJoin::replace)); });
    menu.addSeparator();
    add(menu, "grow"_L1, tr("&Grow…"), {}, [this, &document] {
        askForPixels(tr("Grow the selection"), 8, [&document](double by) { growSelection(document, by); });
    });
    add(menu, "shrink"_L1, tr("&Shrink…"), {}, [this, &document] {
        askForPixels(tr("Shrink the selection"), 8, [&document](double by) { shrinkSelection(document, by); });
    });
    add(menu, "feather"_L1, tr("&Feather…"), {}, [this, &document] {
        askForPixels(tr("Feather the selection"), 8, [&document](double by) { featherSelection(document, by); });
    });
    menu.addSeparator();
    add(menu, "box"_L1, tr("Generation &box around it"), {Qt::SHIFT | Qt::Key_B}, [&] {
        const auto& selection = document.contents().selection;
        workspace.refuse(setGenerationBox(document, selection ? selection->bounds() : document.contents().rect()));
    });
}

void CanvasActions::makeLayerMenu(CommandMenu menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    const auto addOf = [&](LayerKind kind) {
        return [&, kind] { workspace.setActiveLayer(addLayer(document, kind, workspace.activeLayer())); };
    };
    add(menu, "new"_L1, tr("&New layer"), {Qt::CTRL | Qt::SHIFT | Qt::Key_N}, addOf(LayerKind::raster));
    add(menu, "newMask"_L1, tr("New &mask"), {}, addOf(LayerKind::mask));
    add(menu, "duplicate"_L1, tr("&Duplicate"), {Qt::CTRL | Qt::Key_J}, [&] {
        if (const auto copied = duplicateLayer(document, workspace.activeLayer())) workspace.setActiveLayer(*copied);
    });
    add(menu, "mergeDown"_L1, tr("Merge do&wn"), {},
        [&] { workspace.refuse(mergeLayerDown(document, workspace.activeLayer())); });
    add(menu, "flatten"_L1, tr("&Flatten"), {}, [&] { workspace.refuse(flattenLayers(document)); });
    add(menu, "remove"_L1, tr("&Remove"), {},
        [&] { workspace.refuse(removeLayer(document, workspace.activeLayer())); });
    menu.addSeparator();
    add(menu, "flipHorizontally"_L1, tr("Flip &horizontally"), {},
        [this] { transformActive(QTransform::fromScale(-1, 1)); });
    add(menu, "flipVertically"_L1, tr("Flip &vertically"), {},
        [this] { transformActive(QTransform::fromScale(1, -1)); });
    add(menu, "turnLeft"_L1, tr("Turn &left"), {}, [this] { transformActive(QTransform(0, -1, 1, 0, 0, 0)); });
    add(menu, "turnRight"_L1, tr("Turn ri&ght"), {}, [this] { transformActive(QTransform(0, 1, -1, 0, 0, 0)); });
    menu.addSeparator();
    add(menu, "crop"_L1, tr("&Crop the document to the generation box"), {},
        [&] { workspace.refuse(cropToGenerationBox(document)); });
}

void CanvasActions::makeToolMenu(CommandMenu menu) {
    Toolbox& tools = m_model.workspace().tools();
    for (const ToolRow& row : toolRows())
        add(menu, QLatin1StringView(row.id), row.name(), {row.key}, [&tools, tool = row.tool] { tools.choose(tool); });
    menu.addSeparator();
    add(menu, "larger"_L1, tr("Larger brush"), {Qt::Key_BracketRight}, [&tools] { tools.resizeBrush(1); });
    add(menu, "smaller"_L1, tr("Smaller brush"), {Qt::Key_BracketLeft}, [&tools] { tools.resizeBrush(-1); });
    m_swapColours = add(menu, "swapColours"_L1, tr("Swap the colours"), {Qt::Key_X}, [&tools] { tools.swapColours(); });
    m_ofCanvas.removeOne(m_swapColours);
    add(menu, "resetColours"_L1, tr("Black and white"), {Qt::Key_D}, [&tools] { tools.resetColours(); });
}

void CanvasActions::showState() {
    const Workspace& workspace = m_model.workspace();
    const bool isShown = workspace.page() == Workspace::Page::canvas;
    const bool isStaged = isShown && !m_model.workspace().staging().isEmpty();
    for (QAction* const action : m_ofCanvas) action->setEnabled(isShown);
    for (QAction* const action : m_ofStaging) action->setEnabled(isStaged);
    m_swapColours->setEnabled(isShown && !isStaged);  // X discards while something is staged
    const History& history = workspace.document().history();
    m_undo->setEnabled(isShown && history.canUndo());
    m_redo->setEnabled(isShown && history.canRedo());
    m_undo->setText(history.canUndo() ? tr("&Undo: %1").arg(history.undoText()) : tr("&Undo"));
    m_redo->setText(history.canRedo() ? tr("&Redo: %1").arg(history.redoText()) : tr("&Redo"));
}

void CanvasActions::copy() {
    const Piece piece = selectedPixels(m_model.workspace().document().contents(), m_model.workspace().activeLayer());
    if (!piece.image.isNull()) QGuiApplication::clipboard()->setImage(piece.image);
}

void CanvasActions::copyMerged() {
    const Piece piece = selectedPixels(m_model.workspace().document().contents(), LayerId::none);
    if (!piece.image.isNull()) QGuiApplication::clipboard()->setImage(piece.image);
}

void CanvasActions::cut() {
    copy();
    m_model.workspace().refuse(clearLayer(m_model.workspace().document(), m_model.workspace().activeLayer()));
}

void CanvasActions::paste() {
    const QImage image = QGuiApplication::clipboard()->image();
    if (image.isNull())
        Q_EMIT m_model.workspace().refused(tr("There is no picture in the clipboard."));
    else
        m_model.workspace().addPicture(image, tr("Pasted"));
}

void CanvasActions::askForPixels(const QString& title, double usual, const std::function<void(double)>& act) {
    auto* const dialog = new QInputDialog(m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Pixels:"));
    dialog->setDoubleRange(0, mostSelectionReach);
    dialog->setDoubleDecimals(0);
    dialog->setDoubleValue(usual);
    connect(dialog, &QInputDialog::doubleValueSelected, this, act);
    dialog->open();
}

void CanvasActions::transformActive(const QTransform& around) {
    Workspace& workspace = m_model.workspace();
    const Layer* const layer = workspace.active();
    if (!layer) return;
    const QRect bounds = layer->bounds();
    // Whole pixels stay whole: the middle of the turned rectangle lies on the grid again.
    const QRectF turned = around.mapRect(QRectF(bounds));
    const QPointF by = QRectF(bounds).center() - turned.center();
    const QTransform transform = around * QTransform::fromTranslate(std::floor(by.x() + 0.5), std::floor(by.y() + 0.5));
    workspace.refuse(transformLayer(workspace.document(), layer->id, transform));
}

}  // namespace lemnos::studio
