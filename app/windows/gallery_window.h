// SPDX-License-Identifier: Apache-2.0
// The window of the gallery. It stays open beside the main window, remembers its place, and takes pictures of any
// program that are dropped onto it for their settings. GUI thread; owned by the main window.
#pragma once

#include "windows/side_window.h"

namespace lemnos::studio {

class CompareWindow;
class GalleryPanel;
class StudioModel;

class GalleryWindow : public SideWindow {
    Q_OBJECT
public:
    explicit GalleryWindow(StudioModel& model, QWidget* parent = nullptr);

    /// There is one of them; hidden until two pictures are compared.
    CompareWindow& comparison();

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showComparison();

    StudioModel& m_model;
    GalleryPanel* m_panel;
};

}  // namespace lemnos::studio
