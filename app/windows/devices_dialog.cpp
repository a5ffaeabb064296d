// SPDX-License-Identifier: Apache-2.0
#include "windows/devices_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "studio/studio_model.h"

namespace lemnos::studio {
namespace {

QLabel* plainLabel(const QString& objectName) {
    auto* const label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& name) {
    auto* const group = new QTreeWidgetItem(&tree, {name});
    group->setFirstColumnSpanned(true);
    group->setExpanded(true);
    return group;
}

}  // namespace

DevicesDialog::DevicesDialog(StudioModel& model, QWidget* parent)
    : QDialog(parent),
      m_model(model),
      m_list(new QListWidget),
      m_summary(plainLabel(QStringLiteral("deviceSummary"))),
      m_details(new QTreeWidget),
      m_use(new QPushButton(tr("&Compute on this device"))),
      m_test(new QPushButton(tr("Self-&test"))),
      m_result(plainLabel(QStringLiteral("selfTestResult"))) {
    setObjectName(QStringLiteral("devices"));
    setWindowTitle(tr("Devices"));
    resize(820, 540);
    m_list->setObjectName(QStringLiteral("deviceList"));
    m_list->setAccessibleName(tr("Devices"));
    m_list->setMaximumWidth(280);
    m_details->setAccessibleName(tr("What the device can do"));
    m_details->setHeaderLabels({tr("Limit or feature"), tr("Value")});
    m_details->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_details->setRootIsDecorated(false);
    m_use->setObjectName(QStringLiteral("useDevice"));
    m_test->setObjectName(QStringLiteral("selfTest"));
    m_test->setToolTip(tr("Paints a small picture on the device in use and compares it with what it must look like"));
    auto* const refresh = new QPushButton(tr("&Look again"));
    auto* const close = new QDialogButtonBox(QDialogButtonBox::Close);

    auto* const right = new QVBoxLayout;
    right->addWidget(m_summary);
    right->addWidget(m_details, 1);
    auto* const columns = new QHBoxLayout;
    columns->addWidget(m_list);
    columns->addLayout(right, 1);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_use);
    buttons->addWidget(m_test);
    buttons->addWidget(refresh);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(m_result);
    layout->addLayout(buttons);

    DeviceCatalogue& catalogue = model.devices();
    connect(m_list, &QListWidget::currentRowChanged, this, &DevicesDialog::showDevice);
    connect(m_use, &QPushButton::clicked, this, &DevicesDialog::useShown);
    connect(m_test, &QPushButton::clicked, &catalogue, &DeviceCatalogue::test);
    connect(refresh, &QPushButton::clicked, &catalogue, &DeviceCatalogue::refresh);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(&catalogue, &DeviceCatalogue::changed, this, &DevicesDialog::showCatalogue);
    connect(&model.engine(), &EngineStatus::changed, this, &DevicesDialog::showCatalogue);
    showCatalogue();
    catalogue.refresh();
}

void DevicesDialog::showCatalogue() {
    const DeviceCatalogue& catalogue = m_model.devices();
    const int before = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const DeviceReport& device : catalogue.devices())
            m_list->addItem(device.isUsable ? device.name : tr("%1 (not usable)").arg(device.name));
    }
    if (m_list->count() > 0) m_list->setCurrentRow(std::clamp(before, 0, m_list->count() - 1));
    const bool isMissing = m_model.engine().state() == EngineStatus::State::missing;
    m_test->setEnabled(!catalogue.isTesting() && !isMissing);
    m_result->setText(catalogue.isTesting() ? tr("Testing; a picture that is being made comes first…")
                      : catalogue.result()  ? catalogue.result()->text
                      : isMissing           ? m_model.engine().problem()
                      : !m_model.engine().device().name.isEmpty()
                          ? tr("Computing on %1.").arg(m_model.engine().device().name)
                          : QString());
    showDevice();
}

void DevicesDialog::showDevice() {
    const DeviceCatalogue& catalogue = m_model.devices();
    const int row = m_list->currentRow();
    m_details->clear();
    m_use->setEnabled(false);
    if (row < 0 || row >= catalogue.devices().size()) {
        m_summary->setText(catalogue.problem());
        return;
    }
    const DeviceReport& device = catalogue.devices()[row];
    QString summary =
        tr("%1 (%2)\n%3\n%4 of memory")
            .arg(device.name, device.type, device.driver, QLocale().formattedDataSize(qint64(device.memoryBytes)));
    if (!device.isUsable) summary += tr("\nCannot be used: %1").arg(device.reason);
    m_summary->setText(summary);
    QTreeWidgetItem* const features = addGroup(*m_details, tr("Features"));
    for (const auto& [name, has] : device.features) new QTreeWidgetItem(features, {name, has ? tr("yes") : tr("no")});
    QTreeWidgetItem* const limits = addGroup(*m_details, tr("Limits"));
    for (const auto& [name, value] : device.limits) new QTreeWidgetItem(limits, {name, QLocale().toString(value)});
    m_use->setEnabled(device.isUsable && device.id != m_model.settings().device());
}

void DevicesDialog::useShown() {
    const int row = m_list->currentRow();
    if (row < 0) return;
    m_model.useDevice(m_model.devices().devices()[row].id);
    showDevice();
}

}  // namespace lemnos::studio
