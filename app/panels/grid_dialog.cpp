// SPDX-License-Identifier: Apache-2.0
#include "panels/grid_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

GridDialog::GridDialog(StudioModel& model, QWidget* parent)
    : QDialog(parent),
      m_model(model),
      m_rows{makeRow(u"gridX"_s, tr("From left to right"), 1), makeRow(u"gridY"_s, tr("From top to bottom"), 0)},
      m_summary(new QLabel) {
    setObjectName(u"gridDialog"_s);
    setWindowTitle(tr("X/Y grid"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const hint = new QLabel(
        tr("Values stand between commas; 4..8:2 are 4, 6 and 8. Of words of the prompt the first is looked for, and "
           "each in turn takes its place."));
    hint->setProperty("role", u"muted"_s);
    hint->setWordWrap(true);
    m_summary->setObjectName(u"gridSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setMinimumHeight(2 * fontMetrics().lineSpacing());
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_queue = buttons->addButton(tr("&Queue"), QDialogButtonBox::AcceptRole);
    m_queue->setObjectName(u"gridQueue"_s);

    auto* const form = new QGridLayout;
    for (int row = 0; row < 2; ++row) {
        auto* const name = new QLabel(m_rows[std::size_t(row)].values->accessibleName());
        name->setBuddy(m_rows[std::size_t(row)].setting);
        form->addWidget(name, row, 0);
        form->addWidget(m_rows[std::size_t(row)].setting, row, 1);
        form->addWidget(m_rows[std::size_t(row)].values, row, 2);
    }
    form->setColumnStretch(2, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(hint);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    m_queue->setDefault(true);  // only in its dialog it is that of the dialog
    resize(560, sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &GridDialog::queueGrid);
    connect(&model.request(), &RequestModel::changed, this, &GridDialog::showPlan);
    showPlan();
}

GridDialog::AxisRow GridDialog::makeRow(const QString& objectName, const QString& name, int first) {
    const AxisRow row{new QComboBox, new QLineEdit};
    row.setting->setObjectName(objectName + u"Setting"_s);
    row.setting->setAccessibleName(tr("%1: setting").arg(name));
    for (const GridSettingInfo& info : gridSettings()) row.setting->addItem(info.label);
    row.setting->setCurrentIndex(first);
    row.values->setObjectName(objectName + u"Values"_s);
    row.values->setAccessibleName(name);
    showExample(row);
    connect(row.setting, &QComboBox::currentIndexChanged, this, [this, row] {
        showExample(row);
        showPlan();
    });
    connect(row.values, &QLineEdit::textChanged, this, &GridDialog::showPlan);
    return row;
}

void GridDialog::showExample(const AxisRow& row) {
    const GridSettingInfo info = gridSettings().at(row.setting->currentIndex());
    row.values->setEnabled(info.setting != GridSetting::none);
    row.values->setPlaceholderText(info.example);
    row.values->setToolTip(info.example.isEmpty() ? QString() : tr("For example %1").arg(info.example));
}

GridAxis GridDialog::axisOf(const AxisRow& row) const {
    return {gridSettings().at(row.setting->currentIndex()).setting, row.values->text()};
}

void GridDialog::showPlan() {
    const auto plan = planGrid(m_model.request().chosen(), axisOf(m_rows[0]), axisOf(m_rows[1]));
    m_queue->setEnabled(plan.has_value());
    m_summary->setText(plan ? tr("%n picture(s)", nullptr, int(plan->requests.size()))
                            : QString::fromStdString(plan.error().text()));
}

void GridDialog::queueGrid() {
    if (m_model.startGrid(axisOf(m_rows[0]), axisOf(m_rows[1]))) accept();
}

}  // namespace lemnos::studio
