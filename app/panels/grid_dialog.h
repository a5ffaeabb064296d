// SPDX-License-Identifier: Apache-2.0
// An X/Y grid to be asked for: two settings and their values, and how many pictures that is. Asks StudioModel; keeps
// nothing but what is typed. GUI thread.
#pragma once

#include <array>

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lemnos::studio {

class StudioModel;
struct GridAxis;

class GridDialog : public QDialog {
    Q_OBJECT
public:
    explicit GridDialog(StudioModel& model, QWidget* parent = nullptr);

private:
    struct AxisRow {
        QComboBox* setting;
        QLineEdit* values;
    };
    AxisRow makeRow(const QString& objectName, const QString& name, int first);
    GridAxis axisOf(const AxisRow& row) const;
    void showExample(const AxisRow& row);
    void showPlan();
    void queueGrid();

    StudioModel& m_model;
    std::array<AxisRow, 2> m_rows;
    QLabel* m_summary;
    QPushButton* m_queue;
};

}  // namespace lemnos::studio
