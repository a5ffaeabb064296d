// SPDX-License-Identifier: Apache-2.0
#include "panels/gallery_actions.h"

#include <algorithm>

#include <QClipboard>
#include <QDesktopServices>
#include <QDrag>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QUrl>

#include "item_models/file_list.h"
#include "item_models/gallery_model.h"
#include "panels/export_dialog.h"
#include "panels/picture_grid.h"
#include "panels/sheet_dialog.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

GalleryActions::GalleryActions(StudioModel& model, PictureGrid& grid, QObject* parent)
    : QObject(parent), m_model(model), m_grid(grid) {
    const auto line = [this] { m_all.append(nullptr); };
    open = action("open", tr("Show in the viewer"), {Qt::Key_Return, Qt::Key_Enter},
                  [this] { withCurrent([this](const QString& path) { m_model.desk().open(path); }); });
    line();
    restore = recall("restore", tr("Restore all settings"), Qt::Key_R, Recall::everything);
    recall("restorePrompt", tr("Restore the prompt"), Qt::Key_P, Recall::prompt);
    recall("restoreSeed", tr("Restore the seed"), Qt::Key_S, Recall::seed);
    paintAgain = recall("paintAgain", tr("Paint exactly this again"), Qt::Key_G, Recall::paintAgain);
    action("startFrom", tr("Start from this picture"), {Qt::Key_I},
           [this] { withCurrent([this](const QString& path) { m_model.startPicture().choose(path); }); });
    line();
    star = action("star", tr("Star"), {Qt::Key_Period}, [this] { toggleStar(); });
    for (int rating = 0; rating <= Marks::highestRating; ++rating)
        m_ratings.append(action(qPrintable(u"rate%1"_s.arg(rating)),
                                rating == 0 ? tr("No rating") : tr("Rate %1 of 5").arg(rating), {Qt::Key_0 + rating},
                                [this, rating] { m_model.browser().mark(selected(), {.rating = rating}); }));
    tags = action("tags", tr("Tags…"), {Qt::Key_T},
                  [this] { editNames({tr("Tags"), &Marks::tags, &MarkChange::addTags, &MarkChange::removeTags}); });
    collections = action("collections", tr("Collections…"), {Qt::Key_L}, [this] {
        editNames(
            {tr("Collections"), &Marks::collections, &MarkChange::addCollections, &MarkChange::removeCollections});
    });
    line();
    compare = action("compare", tr("Compare two"), {Qt::Key_C}, [this] { comparePictures(); });
    copy = action("copy", tr("Copy"), QKeySequence::keyBindings(QKeySequence::Copy), [this] { copyPicture(); });
    reveal = action("reveal", tr("Show in folder"), {Qt::Key_F}, [this] { revealPicture(); });
    exportFiles = action("export", tr("Export…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, [this] { exportSelected(); });
    exportFiles->setShortcutContext(Qt::WindowShortcut);
    contactSheet = action("contactSheet", tr("Contact sheet…"), {Qt::Key_K}, [this] { makeContactSheet(); });
    line();
    trash = action("trash", tr("Move to trash"), QKeySequence::keyBindings(QKeySequence::Delete),
                   [this] { trashSelected(); });
    connect(&m_grid, &PictureGrid::dragWanted, this, &GalleryActions::dragSelected);
    connect(m_grid.selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { enableFor(selected().size()); });
    connect(m_grid.model(), &QAbstractItemModel::modelReset, this, [this] { enableFor(0); });
}

QAction* GalleryActions::action(const char* id, const QString& text, const Keys& usual,
                                const std::function<void()>& run) {
    auto* const made = new QAction(text, this);
    made->setShortcuts(usual);
    made->setShortcutContext(Qt::WidgetShortcut);
    made->setEnabled(false);
    connect(made, &QAction::triggered, this, run);
    m_grid.addAction(made);
    m_all.append(made);
    m_model.shortcuts().add(*made, {.id = u"gallery."_s + QLatin1StringView(id),
                                    .group = tr("Gallery"),
                                    .text = text,
                                    .place = KeyPlace::gallery});
    return made;
}

QAction* GalleryActions::recall(const char* id, const QString& text, Qt::Key key, Recall what) {
    return action(id, text, {key}, [this, what] {
        withCurrent([this, what](const QString& path) { m_model.desk().recall(path, what); });
    });
}

QMenu* GalleryActions::makeMenu(QWidget* parent) const {
    auto* const menu = new QMenu(parent);
    QMenu* ratings = nullptr;
    for (QAction* const one : m_all) {
        if (!one) {
            menu->addSeparator();
        } else if (m_ratings.contains(one)) {
            if (!ratings) ratings = menu->addMenu(tr("Rating"));
            ratings->addAction(one);
        } else {
            menu->addAction(one);
        }
    }
    return menu;
}

QList<PictureId> GalleryActions::selected() const {
    QList<int> rows;
    for (const QItemSelectionRange& range : m_grid.selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row) rows.append(row);
    std::ranges::sort(rows);
    QList<PictureId> ids;
    for (const int row : rows) ids.append(m_model.browser().idAt(row));
    return ids;
}

const IndexedPicture* GalleryActions::current() const {
    const int row = m_grid.currentIndex().row();
    return row < 0 ? nullptr : m_model.browser().picture(m_model.browser().idAt(row));
}

void GalleryActions::withSelected(const std::function<void(const QStringList& paths)>& run) {
    m_model.browser().withPictures(selected(), this, [this, run](const QList<IndexedPicture>& pictures) {
        if (!pictures.isEmpty()) run(m_model.browser().pathsOf(pictures));
    });
}

void GalleryActions::withCurrent(const std::function<void(const QString& path)>& run) {
    const int row = m_grid.currentIndex().row();
    if (row < 0) return;
    m_model.browser().withPictures({m_model.browser().idAt(row)}, this,
                                   [this, run](const QList<IndexedPicture>& pictures) {
                                       if (!pictures.isEmpty()) run(m_model.browser().pathOf(pictures.front()));
                                   });
}

// All of them, unless all have it.
void GalleryActions::toggleStar() {
    const QList<PictureId> ids = selected();
    m_model.browser().withPictures(ids, this, [this, ids](const QList<IndexedPicture>& pictures) {
        const bool allStarred =
            std::ranges::all_of(pictures, [](const IndexedPicture& picture) { return picture.marks.isStarred; });
        m_model.browser().mark(ids, {.star = !allStarred});
    });
}

void GalleryActions::editNames(const NameKindOf& kind) {
    m_model.browser().withPictures(selected(), this,
                                   [this, kind](const QList<IndexedPicture>& pictures) { askNames(kind, pictures); });
}

// Shows the names that all of them have; what is added goes to all, what is taken away goes from all.
void GalleryActions::askNames(const NameKindOf& kind, const QList<IndexedPicture>& pictures) {
    if (pictures.isEmpty()) return;
    QList<PictureId> ids;
    QStringList common = pictures.front().marks.*kind.names;
    for (const IndexedPicture& picture : pictures) {
        ids.append(picture.id);
        erase_if(common, [&](const QString& name) { return !(picture.marks.*kind.names).contains(name); });
    }
    auto* const dialog = new QInputDialog(&m_grid);
    dialog->setObjectName(u"nameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(kind.title);
    dialog->setLabelText(ids.size() == 1 ? tr("With commas between them:")
                                         : tr("Of all %1 pictures, with commas between them:").arg(ids.size()));
    dialog->setTextValue(common.join(u", "_s));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, kind, ids, common](const QString& text) {
        QStringList after;
        for (const QString& name : text.split(u',', Qt::SkipEmptyParts)) after.append(name.trimmed());
        MarkChange change;
        change.*kind.added = after;
        for (const QString& name : common)
            if (!after.contains(name)) (change.*kind.removed).append(name);
        m_model.browser().mark(ids, change);
    });
    dialog->open();
}

void GalleryActions::enableFor(qsizetype selected) {
    for (QAction* const one : m_all)
        if (one) one->setEnabled(one == compare ? selected == 2 : selected > 0);
}

void GalleryActions::comparePictures() {
    withSelected([this](const QStringList& paths) {
        if (paths.size() == 2) m_model.comparison().begin(paths[0], paths[1]);
    });
}

// The pixels for programs that paint, the files for those that keep them.
void GalleryActions::copyPicture() {
    withSelected([](const QStringList& paths) {
        QMimeData* const data = fileList(paths);
        if (paths.size() == 1) data->setImageData(QImage(paths.front()));
        QGuiApplication::clipboard()->setMimeData(data);
    });
}

// Where the index had to be asked, the button may be up again.
void GalleryActions::dragSelected() {
    withSelected([this](const QStringList& paths) {
        if (!QGuiApplication::mouseButtons().testFlag(Qt::LeftButton)) return;
        auto* const drag = new QDrag(&m_grid);
        drag->setMimeData(fileList(paths));
        constexpr int side = 96;
        const auto seen = m_grid.currentIndex().data(Qt::DecorationRole).value<QImage>();
        if (!seen.isNull())
            drag->setPixmap(QPixmap::fromImage(seen.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        drag->exec(Qt::CopyAction);
    });
}

void GalleryActions::exportSelected() {
    withSelected([this](const QStringList& paths) { (new ExportDialog(m_model, paths, m_grid.window()))->open(); });
}

void GalleryActions::makeContactSheet() {
    withSelected([this](const QStringList& paths) { (new SheetDialog(m_model, paths, m_grid.window()))->open(); });
}

void GalleryActions::revealPicture() {
    withCurrent(
        [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); });
}

void GalleryActions::trashSelected() {
    withSelected([this](const QStringList& paths) { m_model.desk().moveToTrash(paths); });
}

}  // namespace lemnos::studio
