// SPDX-License-Identifier: Apache-2.0
// The gallery: search and filters above, all pictures that answer in a grid, and below what the current one is and what
// can be done with it. Shows the PictureBrowser. GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace lemnos::studio {

class GalleryActions;
class GalleryFilters;
class PictureGrid;
class StudioModel;

class GalleryPanel : public QWidget {
    Q_OBJECT
public:
    explicit GalleryPanel(StudioModel& model, QWidget* parent = nullptr);

    PictureGrid& grid() { return *m_grid; }
    void focusSearch();

private:
    QWidget* makeFoot();
    void tellSight();
    void showState();
    void showDetails();
    /// What the user chose, so that nobody has to remember it.
    QString keysOfSelected() const;

    StudioModel& m_model;
    GalleryFilters* m_filters;
    PictureGrid* m_grid;
    GalleryActions* m_actions;
    QLabel* m_details;
    QLabel* m_count;
    QSlider* m_tileSize;
};

}  // namespace lemnos::studio
