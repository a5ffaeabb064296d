// SPDX-License-Identifier: Apache-2.0
// What can be done with the pictures that are selected in the gallery, each with its key: the actions of the grid, of
// its context menu and of the buttons below it. GUI thread; owned by the gallery panel; holds no state.
#pragma once

#include <functional>

#include <QAction>
#include <QObject>

#include "gallery/picture.h"
#include "studio/shortcuts.h"

class QMenu;

namespace lemnos::studio {

class PictureGrid;
class StudioModel;
enum class Recall;

class GalleryActions : public QObject {
    Q_OBJECT
public:
    GalleryActions(StudioModel& model, PictureGrid& grid, QObject* parent = nullptr);

    QList<PictureId> selected() const;
    /// Of the current picture; null while it is not loaded.
    const IndexedPicture* current() const;
    QMenu* makeMenu(QWidget* parent) const;

    QAction* open;
    QAction* restore;
    QAction* paintAgain;
    QAction* star;
    QAction* tags;
    QAction* collections;
    QAction* compare;
    QAction* copy;
    QAction* reveal;
    QAction* exportFiles;
    QAction* contactSheet;
    QAction* trash;

private:
    /// Enabled while a picture is selected; done with the grid's key.
    QAction* action(const char* id, const QString& text, const Keys& usual, const std::function<void()>& run);
    QAction* recall(const char* id, const QString& text, Qt::Key key, Recall what);
    void toggleStar();
    /// Tags or collections: where they are, and what changes them.
    struct NameKindOf {
        QString title;
        QStringList Marks::* names;
        QStringList MarkChange::* added;
        QStringList MarkChange::* removed;
    };
    void editNames(const NameKindOf& kind);
    void askNames(const NameKindOf& kind, const QList<IndexedPicture>& pictures);
    void comparePictures();
    void enableFor(qsizetype selected);
    void copyPicture();
    void revealPicture();
    void trashSelected();
    void dragSelected();
    void exportSelected();
    void makeContactSheet();
    /// Of the selected pictures, once they are known: not all of them are loaded.
    void withSelected(const std::function<void(const QStringList& paths)>& run);
    void withCurrent(const std::function<void(const QString& path)>& run);

    StudioModel& m_model;
    PictureGrid& m_grid;
    QList<QAction*> m_all;  // in the order of the menu; null is a line
    QList<QAction*> m_ratings;
};

}  // namespace lemnos::studio
