// SPDX-License-Identifier: Apache-2.0
// "Get models": the catalogue, one row per model. It stays open beside the window, and closing it stops nothing.
// GUI thread; owned by the main window.
#pragma once

#include <QDialog>

namespace lemnos::studio {

class StudioModel;

class GetModelsDialog : public QDialog {
    Q_OBJECT
public:
    explicit GetModelsDialog(StudioModel& model, QWidget* parent = nullptr);
};

/// The models folder in the desktop's file manager; it is made if it is not there.
void openModelsFolder();

}  // namespace lemnos::studio
