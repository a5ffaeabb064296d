// SPDX-License-Identifier: Apache-2.0
// The window of the models. It stays open beside the main window and remembers its place; while it is closed nothing is
// asked of the disk for it. Models are dropped on it to be kept, and what comes of them is said at its foot. GUI
// thread; owned by the main window.
#pragma once

#include "windows/side_window.h"

namespace lemnos::studio {

class ModelsPanel;
class StudioModel;

class ModelsWindow : public SideWindow {
    Q_OBJECT
public:
    explicit ModelsWindow(StudioModel& model, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void showImports();

    StudioModel& m_model;
    ModelsPanel* m_panel;
};

}  // namespace lemnos::studio
