// SPDX-License-Identifier: Apache-2.0
// Pictures to be written once more, for others: the format, and whether they tell how they were made. GUI thread.
#pragma once

#include "panels/write_dialog.h"

class QCheckBox;

namespace lemnos::studio {

class StudioModel;

class ExportDialog : public WriteDialog {
    Q_OBJECT
public:
    ExportDialog(StudioModel& model, const QStringList& paths, QWidget* parent = nullptr);

protected:
    std::variant<ExportChoices, SheetChoices> choose() override;

private:
    StudioModel& m_model;
    QCheckBox* m_metadata;
};

}  // namespace lemnos::studio
