// SPDX-License-Identifier: Apache-2.0
#include "panels/history_panel.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QUrl>
#include <QVBoxLayout>

#include "item_models/history_model.h"
#include "panels/export_dialog.h"
#include "panels/history_delegate.h"
#include "panels/key_tip.h"
#include "panels/picture_details.h"
#include "panels/tool_button.h"
#include "studio/studio_model.h"

namespace lemnos::studio {

HistoryPanel::HistoryPanel(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_history(new HistoryModel(model.gallery(), this)), m_list(new QListView) {
    m_list->setObjectName(QStringLiteral("history"));
    m_list->setAccessibleName(tr("History"));
    m_list->setModel(m_history);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);  // among themselves; to elsewhere they can be dragged
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);

    m_details = new QLabel;
    m_details->setObjectName(QStringLiteral("details"));
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setProperty("role", QStringLiteral("muted"));
    makeKeys();
    m_buttons = makeButtons();

    auto* const heading = new QLabel(tr("History"));
    heading->setProperty("role", QStringLiteral("heading"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 12, 12, 12);
    layout->addWidget(heading);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_buttons);

    const auto showAt = [this](const QModelIndex& index) {
        const EntryId id = m_history->entryAt(index);
        if (id != 0 && id != m_model.viewer().entry()) m_model.showEntry(id);
    };
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, showAt](const QModelIndex& index) {
                if (!m_isPressed) showAt(index);
            });
    connect(m_list, &QListView::clicked, this, showAt);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        openMenu(m_history->entryAt(m_list->indexAt(at)), m_list->viewport()->mapToGlobal(at));
    });
    connect(&model.viewer(), &Viewer::changed, this, &HistoryPanel::showViewer);
    connect(&model.gallery(), &Gallery::rowsInserted, this, &HistoryPanel::showDetails);
    connect(&model.gallery(), &Gallery::rowRemoved, this, &HistoryPanel::showDetails);
    connect(&model.gallery(), &Gallery::rowChanged, this, &HistoryPanel::showDetails);
    showViewer();
}

void HistoryPanel::makeKeys() {
    const auto add = [this](const char* id, const QString& text, const Keys& usual, auto act) {
        auto* const action = new QAction(text, this);
        action->setShortcuts(usual);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        connect(action, &QAction::triggered, this, [this, act] {
            const EntryId shown = m_history->entryAt(m_list->currentIndex());
            if (shown != 0) act(shown);
        });
        m_model.shortcuts().add(*action, {.id = QStringLiteral("history.") + QLatin1StringView(id),
                                          .group = tr("History"),
                                          .text = text,
                                          .place = KeyPlace::history});
    };
    add("restore", tr("Restore all settings"), {Qt::Key_R},
        [this](EntryId id) { restore(id, RestorePart::everything); });
    add("restorePrompt", tr("Restore the prompt"), {Qt::Key_P},
        [this](EntryId id) { restore(id, RestorePart::prompt); });
    add("restoreSeed", tr("Restore the seed"), {Qt::Key_S}, [this](EntryId id) { restore(id, RestorePart::seed); });
    add("startFrom", tr("Start from this picture"), {Qt::Key_I}, [this](EntryId id) { startFrom(id); });
    add("copy", tr("Copy picture"), QKeySequence::keyBindings(QKeySequence::Copy),
        [this](EntryId id) { copyPicture(id); });
    add("export", tr("Export…"), {}, [this](EntryId id) { exportPicture(id); });
    add("trash", tr("Move to trash"), {Qt::Key_Delete}, [this](EntryId id) { remove(id); });
}

QWidget* HistoryPanel::makeButtons() {
    auto* const restoreAll = toolButton(Glyph::restore, tr("Restore settings"), {});
    auto* const copy = toolButton(Glyph::copy, tr("Copy picture"), {});
    auto* const show = toolButton(Glyph::folder, tr("Show in folder"), tr("Show the file in its folder"));
    auto* const trash = toolButton(Glyph::trash, tr("Move to trash"), {});
    Shortcuts& shortcuts = m_model.shortcuts();
    setKeyTip(*restoreAll, shortcuts, QStringLiteral("history.restore"), tr("Restore the settings of this picture"));
    setKeyTip(*copy, shortcuts, QStringLiteral("history.copy"), tr("Copy this picture"));
    setKeyTip(*trash, shortcuts, QStringLiteral("history.trash"), tr("Move this picture to the trash"));
    restoreAll->setObjectName(QStringLiteral("restore"));
    restoreAll->setText(tr("Restore"));
    restoreAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    trash->setObjectName(QStringLiteral("trash"));
    connect(restoreAll, &QToolButton::clicked, this, [this] { restore(current(), RestorePart::everything); });
    connect(copy, &QToolButton::clicked, this, [this] { copyPicture(current()); });
    connect(show, &QToolButton::clicked, this, [this] { reveal(current()); });
    connect(trash, &QToolButton::clicked, this, [this] { remove(current()); });

    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (QWidget* button : {restoreAll, copy, show, trash}) layout->addWidget(button);
    layout->insertStretch(1);
    return row;
}

EntryId HistoryPanel::current() const { return m_model.viewer().entry(); }

void HistoryPanel::showViewer() {
    const QModelIndex index = m_history->indexOf(current());
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->selectionModel()->clear();
    showDetails();
}

void HistoryPanel::showDetails() {
    const GalleryEntry* const entry = m_model.gallery().find(current());
    m_buttons->setEnabled(entry != nullptr);
    const bool isEmpty = m_model.gallery().size() == 0;
    m_details->setVisible(entry != nullptr || isEmpty);
    m_details->setText(entry     ? pictureDetails(*entry)
                       : isEmpty ? tr("Every picture you make is kept here.")
                                 : QString());
}

void HistoryPanel::openMenu(EntryId id, const QPoint& globalPosition) {
    const GalleryEntry* const entry = m_model.gallery().find(id);
    if (!entry) return;
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool hasRequest = entry->request.has_value();
    const bool hasFile = !entry->path.isEmpty();
    menu->addAction(tr("Restore all settings"), this, [=, this] { restore(id, RestorePart::everything); })
        ->setEnabled(hasRequest);
    menu->addAction(tr("Restore the prompt"), this, [=, this] { restore(id, RestorePart::prompt); })
        ->setEnabled(hasRequest);
    menu->addAction(tr("Restore the seed"), this, [=, this] { restore(id, RestorePart::seed); })
        ->setEnabled(hasRequest);
    menu->addSeparator();
    menu->addAction(tr("Start from this picture"), this, [=, this] { startFrom(id); })->setEnabled(hasFile);
    menu->addAction(tr("Copy picture"), this, [=, this] { copyPicture(id); });
    menu->addAction(tr("Copy the prompt"), this, [=, this] { copyPrompt(id); })->setEnabled(hasRequest);
    menu->addAction(tr("Export…"), this, [=, this] { exportPicture(id); })->setEnabled(hasFile);
    menu->addAction(tr("Show in folder"), this, [=, this] { reveal(id); })->setEnabled(hasFile);
    menu->addSeparator();
    menu->addAction(tr("Move to trash"), this, [=, this] { remove(id); });
    menu->popup(globalPosition);
}

void HistoryPanel::restore(EntryId id, RestorePart part) { m_model.restoreSettings(id, part); }

void HistoryPanel::startFrom(EntryId id) { m_model.startFrom(id); }

void HistoryPanel::copyPicture(EntryId id) {
    const GalleryEntry* const entry = m_model.gallery().find(id);
    if (!entry) return;
    const Viewer& viewer = m_model.viewer();
    const bool isInMemory = id == viewer.entry() && viewer.image().size() == viewer.size();
    const QImage image = entry->unsaved ? entry->unsaved->image : isInMemory ? viewer.image() : QImage(entry->path);
    QGuiApplication::clipboard()->setImage(image);
}

void HistoryPanel::copyPrompt(EntryId id) {
    const GalleryEntry* const entry = m_model.gallery().find(id);
    if (entry && entry->request) QGuiApplication::clipboard()->setText(QString::fromStdString(entry->request->prompt));
}

void HistoryPanel::exportPicture(EntryId id) {
    const GalleryEntry* const entry = m_model.gallery().find(id);
    if (entry && !entry->path.isEmpty()) (new ExportDialog(m_model, {entry->path}, window()))->open();
}

void HistoryPanel::reveal(EntryId id) {
    const GalleryEntry* const entry = m_model.gallery().find(id);
    if (entry && !entry->path.isEmpty())
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(entry->path).absolutePath()));
}

void HistoryPanel::remove(EntryId id) { m_model.gallery().remove(id); }

// The release that ends a drag never comes here: the next move tells that it is over.
void HistoryPanel::notePointer(const QEvent& event) {
    const auto isLeft = [&event] { return static_cast<const QMouseEvent&>(event).button() == Qt::LeftButton; };
    if (event.type() == QEvent::MouseButtonPress && isLeft()) m_isPressed = true;
    if (event.type() == QEvent::MouseButtonRelease && isLeft()) m_isPressed = false;
    if (event.type() != QEvent::MouseMove || !m_isPressed) return;
    if (static_cast<const QMouseEvent&>(event).buttons() != Qt::NoButton) return;
    m_isPressed = false;
    showViewer();
}

bool HistoryPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list->viewport()) {
        notePointer(*event);
        return false;
    }
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    m_isPressed = false;
    const auto* const key = static_cast<QKeyEvent*>(event);
    const EntryId id = m_history->entryAt(m_list->currentIndex());
    if (id == 0) return false;
    if (key->key() != Qt::Key_Menu || key->modifiers() != Qt::NoModifier) return false;
    openMenu(id, m_list->mapToGlobal(m_list->visualRect(m_list->currentIndex()).center()));
    return true;
}

}  // namespace lemnos::studio
