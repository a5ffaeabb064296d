// SPDX-License-Identifier: Apache-2.0
// The window of the models. It stays open beside the main window and remembers its place; while it is closed nothing is
// asked of the disk for it. GUI thread; owned by the main window.
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

private:
    StudioModel& m_model;
    ModelsPanel* m_panel;
};

}  // namespace lemnos::studio
