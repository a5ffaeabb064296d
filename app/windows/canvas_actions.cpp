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

namespace lemnos::studio {
namespace {

using Keys = QList<QKeySequence>;

Keys key(QKeyCombination combination) { return {QKeySequence(combination)}; }

}  // namespace

CanvasActions::CanvasActions(StudioModel& model, CanvasPage& page, QObject* parent)
    : QObject(parent), m_model(model), m_page(page) {
    Workspace& workspace = model.workspace();
    connect(&workspace, &Workspace::changed, this, &CanvasActions::showState);
    connect(&workspace.staging(), &Staging::changed, this, &CanvasActions::showState);
}

void CanvasActions::addMenus(QMenuBar& bar) {
    makeEditMenu(*bar.addMenu(tr("&Edit")));
    makeSelectMenu(*bar.addMenu(tr("&Select")));
    makeLayerMenu(*bar.addMenu(tr("&Layer")));
    makeToolMenu(*bar.addMenu(tr("&Tools")));
    showState();
}

QAction* CanvasActions::add(QMenu& menu, const QString& text, const Keys& keys, const Act& act, Reach reach) {
    QAction* const action = menu.addAction(text);
    action->setShortcuts(keys);
    if (reach == Reach::canvas) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_page.addAction(action);
    }
    connect(action, &QAction::triggered, this, act);
    m_ofCanvas.append(action);
    return action;
}

void CanvasActions::makeEditMenu(QMenu& menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    m_undo = add(menu, tr("&Undo"), key(Qt::CTRL | Qt::Key_Z), [&] { document.history().undo(); }, Reach::window);
    m_redo = add(
        menu, tr("&Redo"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
        [&] { document.history().redo(); }, Reach::window);
    menu.addSeparator();
    add(menu, tr("Cu&t"), key(Qt::CTRL | Qt::Key_X), [this] { cut(); });
    add(menu, tr("&Copy"), key(Qt::CTRL | Qt::Key_C), [this] { copy(); });
    add(menu, tr("Copy &merged"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] { copyMerged(); });
    add(menu, tr("&Paste as a layer"), key(Qt::CTRL | Qt::Key_V), [this] { paste(); });
    menu.addSeparator();
    add(menu, tr("&Fill with the colour"), key(Qt::SHIFT | Qt::Key_Backspace), [&] {
        workspace.refuse(fillLayer(document, workspace.activeLayer(), workspace.tools().settings().foreground));
    });
    add(menu, tr("C&lear"), key(QKeyCombination(Qt::Key_Delete)),
        [&] { workspace.refuse(clearLayer(document, workspace.activeLayer())); });
    menu.addSeparator();
    for (const auto& [text, keys, act] :
         {std::tuple{tr("&Accept the result"), Keys{QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)},
                     Act([&] { workspace.acceptStaged(); })},
          std::tuple{tr("&Discard the result"), key(QKeyCombination(Qt::Key_X)),
                     Act([&] { workspace.staging().discardCurrent(); })},
          std::tuple{tr("Discard all results"), Keys{}, Act([&] { workspace.staging().discardAll(); })}}) {
        QAction* const action = add(menu, text, keys, act);
        m_ofCanvas.removeOne(action);
        m_ofStaging.append(action);
    }
}

void CanvasActions::makeSelectMenu(QMenu& menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    add(menu, tr("&All"), key(Qt::CTRL | Qt::Key_A), [&] { selectAll(document); });
    add(menu, tr("&None"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), QKeySequence(Qt::CTRL | Qt::Key_D)},
        [&] { selectNone(document); });
    add(menu, tr("&Invert"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I), QKeySequence(Qt::SHIFT | Qt::Key_V)},
        [&] { invertSelection(document); });
    add(menu, tr("What the &layer covers"), {},
        [&] { workspace.refuse(selectCoverage(document, workspace.activeLayer(), MaskJoin::replace)); });
    menu.addSeparator();
    add(menu, tr("&Grow…"), {}, [this, &document] {
        askForPixels(tr("Grow the selection"), 8, [&document](double by) { growSelection(document, by); });
    });
    add(menu, tr("&Shrink…"), {}, [this, &document] {
        askForPixels(tr("Shrink the selection"), 8, [&document](double by) { shrinkSelection(document, by); });
    });
    add(menu, tr("&Feather…"), {}, [this, &document] {
        askForPixels(tr("Feather the selection"), 8, [&document](double by) { featherSelection(document, by); });
    });
    menu.addSeparator();
    add(menu, tr("Generation &box around it"), key(Qt::SHIFT | Qt::Key_B), [&] {
        const auto& selection = document.contents().selection;
        workspace.refuse(setGenerationBox(document, selection ? selection->bounds() : document.contents().rect()));
    });
}

void CanvasActions::makeLayerMenu(QMenu& menu) {
    Workspace& workspace = m_model.workspace();
    Document& document = workspace.document();
    const auto addOf = [&](LayerKind kind) {
        return [&, kind] { workspace.setActiveLayer(addLayer(document, kind, workspace.activeLayer())); };
    };
    add(menu, tr("&New layer"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_N), addOf(LayerKind::raster));
    add(menu, tr("New &mask"), {}, addOf(LayerKind::mask));
    add(menu, tr("&Duplicate"), key(Qt::CTRL | Qt::Key_J), [&] {
        if (const auto copied = duplicateLayer(document, workspace.activeLayer())) workspace.setActiveLayer(*copied);
    });
    add(menu, tr("Merge do&wn"), {}, [&] { workspace.refuse(mergeLayerDown(document, workspace.activeLayer())); });
    add(menu, tr("&Flatten"), {}, [&] { workspace.refuse(flattenLayers(document)); });
    add(menu, tr("&Remove"), {}, [&] { workspace.refuse(removeLayer(document, workspace.activeLayer())); });
    menu.addSeparator();
    add(menu, tr("Flip &horizontally"), {}, [this] { transformActive(QTransform::fromScale(-1, 1)); });
    add(menu, tr("Flip &vertically"), {}, [this] { transformActive(QTransform::fromScale(1, -1)); });
    add(menu, tr("Turn &left"), {}, [this] { transformActive(QTransform(0, -1, 1, 0, 0, 0)); });
    add(menu, tr("Turn ri&ght"), {}, [this] { transformActive(QTransform(0, 1, -1, 0, 0, 0)); });
    menu.addSeparator();
    add(menu, tr("&Crop the document to the generation box"), {},
        [&] { workspace.refuse(cropToGenerationBox(document)); });
}

void CanvasActions::makeToolMenu(QMenu& menu) {
    Toolbox& tools = m_model.workspace().tools();
    for (const Tool tool : {Tool::brush, Tool::eraser, Tool::fill, Tool::pick, Tool::rectangle, Tool::ellipse,
                            Tool::lasso, Tool::wand, Tool::selectionBrush, Tool::move, Tool::box, Tool::view})
        add(menu, toolName(tool), {toolKey(tool)}, [&tools, tool] { tools.choose(tool); });
    menu.addSeparator();
    add(menu, tr("Larger brush"), key(QKeyCombination(Qt::Key_BracketRight)), [&tools] { tools.resizeBrush(1); });
    add(menu, tr("Smaller brush"), key(QKeyCombination(Qt::Key_BracketLeft)), [&tools] { tools.resizeBrush(-1); });
    m_swapColours =
        add(menu, tr("Swap the colours"), key(QKeyCombination(Qt::Key_X)), [&tools] { tools.swapColours(); });
    m_ofCanvas.removeOne(m_swapColours);
    add(menu, tr("Black and white"), key(QKeyCombination(Qt::Key_D)), [&tools] { tools.resetColours(); });
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
