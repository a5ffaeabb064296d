// SPDX-License-Identifier: Apache-2.0
#include "panels/mask_settings.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "panels/calm_wheel.h"
#include "studio/workspace.h"

namespace lemnos::studio {
namespace {

constexpr int mostPixels = 512;

}  // namespace

MaskSettings::MaskSettings(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_rows(new QFormLayout(this)) {
    m_rows->setContentsMargins({});
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(6);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addPixels(tr("Grow"), "maskGrow", tr("How far around the selection everything changes, too"), &MaskChoices::grow);
    addPixels(tr("Feather"), "maskFeather", tr("In how many pixels beyond that the change fades out"),
              &MaskChoices::feather);
    addPixels(tr("Padding"), "maskPadding", tr("How much around what changes the model sees at least"),
              &MaskChoices::padding);
    const auto fill = [](std::optional<MaskFill> value) { return [value](MaskChoices& m) { m.fill = value; }; };
    addBox(tr("Start from"), "maskFill", tr("What stands under the mask when the run starts"),
           {{tr("Automatic"), fill({})},
            {tr("What is there"), fill(MaskFill::original)},
            {tr("Blurred surroundings"), fill(MaskFill::blur)},
            {tr("Grey"), fill(MaskFill::neutral)},
            {tr("Noise"), fill(MaskFill::noise)}});
    const auto area = [](std::optional<MaskArea> value) { return [value](MaskChoices& m) { m.area = value; }; };
    addBox(tr("Model sees"), "maskArea", tr("The surroundings of the selection in full resolution, or the whole box"),
           {{tr("Automatic"), area({})},
            {tr("Surroundings"), area(MaskArea::crop)},
            {tr("Whole box"), area(MaskArea::whole)}});
    const auto colors = [](ColorMatch value) { return [value](MaskChoices& m) { m.colors = value; }; };
    addBox(tr("Colours"), "maskColors", tr("Whether what is painted takes on the colours around it"),
           {{tr("Match the surroundings"), colors(ColorMatch::on)}, {tr("As painted"), colors(ColorMatch::off)}});
    connect(&workspace, &Workspace::changed, this, &MaskSettings::showWorkspace);
    showWorkspace();
}

void MaskSettings::addRow(const QString& name, const char* objectName, const QString& toolTip, QWidget* field) {
    field->setObjectName(QLatin1StringView(objectName));
    field->setAccessibleName(name);
    field->setToolTip(toolTip);
    keepWheelCalm(field);
    m_rows->addRow(name, field);
}

void MaskSettings::addPixels(const QString& name, const char* objectName, const QString& toolTip,
                             double MaskChoices::* field) {
    auto* const box = new QSpinBox;
    box->setRange(-1, mostPixels);
    box->setSpecialValueText(tr("Automatic"));
    box->setSuffix(tr(" px"));
    addRow(name, objectName, toolTip, box);
    connect(box, &QSpinBox::valueChanged, this, [this, field](int pixels) {
        MaskChoices masks = m_workspace.masks();
        masks.*field = pixels;
        m_workspace.setMasks(masks);
    });
    m_showFields.append([this, box, field] {
        const QSignalBlocker blocker(box);
        box->setValue(int(m_workspace.masks().*field));
    });
}

void MaskSettings::addBox(const QString& name, const char* objectName, const QString& toolTip,
                          const QList<Entry>& entries) {
    auto* const box = new QComboBox;
    for (const Entry& entry : entries) box->addItem(entry.name);
    addRow(name, objectName, toolTip, box);
    connect(box, &QComboBox::activated, this, [this, entries](int index) {
        MaskChoices masks = m_workspace.masks();
        entries[index].choose(masks);
        m_workspace.setMasks(masks);
    });
    m_showFields.append([this, box, entries] {
        for (int i = 0; i < entries.size(); ++i) {
            MaskChoices same = m_workspace.masks();
            entries[i].choose(same);
            if (same == m_workspace.masks()) box->setCurrentIndex(i);
        }
    });
}

void MaskSettings::showWorkspace() {
    for (const auto& show : m_showFields) show();
}

}  // namespace lemnos::studio
