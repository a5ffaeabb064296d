// SPDX-License-Identifier: Apache-2.0
// Every Vulkan device with its driver, memory, limits and features, why one cannot be used, which one computes, and a
// self-test of that one. Shows the DeviceCatalogue; keeps nothing. GUI thread; owned by the main window.
#pragma once

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QTreeWidget;

namespace lemnos::studio {

class StudioModel;

class DevicesDialog : public QDialog {
    Q_OBJECT
public:
    explicit DevicesDialog(StudioModel& model, QWidget* parent = nullptr);

private:
    void showCatalogue();
    void showDevice();
    void useShown();

    StudioModel& m_model;
    QListWidget* m_list;
    QLabel* m_summary;
    QTreeWidget* m_details;
    QPushButton* m_use;
    QPushButton* m_test;
    QLabel* m_result;
};

}  // namespace lemnos::studio
