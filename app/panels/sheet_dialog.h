// SPDX-License-Identifier: Apache-2.0
// Contact sheets to be made of pictures: columns, size, captions, background. Says beforehand what will come of it.
// GUI thread.
#pragma once

#include "panels/write_dialog.h"

class QLabel;

namespace lemnos::studio {

class StudioModel;

class SheetDialog : public WriteDialog {
    Q_OBJECT
public:
    SheetDialog(StudioModel& model, const QStringList& paths, QWidget* parent = nullptr);

protected:
    std::variant<ExportChoices, SheetChoices> choose() override;

private:
    SheetChoices choices() const;
    void showPlan();

    StudioModel& m_model;
    QSpinBox* m_columns;
    QSpinBox* m_cell;
    QComboBox* m_caption;
    QComboBox* m_background;
    QLabel* m_plan;
};

}  // namespace lemnos::studio
