// SPDX-License-Identifier: Apache-2.0
// The window of the gallery. It stays open beside the main window, remembers its place, and takes pictures of any
// program that are dropped onto it for their settings. GUI thread; owned by the main window.
#pragma once

#include <QMainWindow>

namespace lemnos::studio {

class GalleryPanel;
class StudioModel;

class GalleryWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit GalleryWindow(StudioModel& model, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showComparison();

    StudioModel& m_model;
    GalleryPanel* m_panel;
};

}  // namespace lemnos::studio
