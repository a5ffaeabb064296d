// SPDX-License-Identifier: Apache-2.0
#include "panels/sheet_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include "studio/sheet_layout.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QSpinBox* spinBox(const QString& objectName, const QString& name, int least, int most, int value) {
    auto* const box = new QSpinBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setRange(least, most);
    box->setValue(value);
    return box;
}

/// The items are an enumeration's values in their order.
QComboBox* choiceOf(const QString& objectName, const QString& name, const QStringList& items, int chosen) {
    auto* const box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->addItems(items);
    box->setCurrentIndex(chosen);
    return box;
}

}  // namespace

SheetDialog::SheetDialog(StudioModel& model, const QStringList& paths, QWidget* parent)
    : WriteDialog(model.pictureExport(), paths, tr("&Make"), parent), m_model(model), m_plan(new QLabel) {
    setObjectName(u"sheetDialog"_s);
    setWindowTitle(tr("Contact sheet"));
    const SheetChoices last = model.settings().sheetChoices();
    m_columns = spinBox(u"sheetColumns"_s, tr("Columns"), 1, SheetChoices::mostColumns, last.columns);
    m_cell = spinBox(u"sheetCell"_s, tr("Size of each picture"), SheetChoices::smallestCell, SheetChoices::largestCell,
                     last.cell);
    m_columns->setToolTip(tr("Pictures beside each other"));
    m_cell->setToolTip(tr("The square that each picture fits into, in pixels"));
    m_cell->setSuffix(tr(" pixels"));
    m_cell->setSingleStep(32);
    m_caption =
        choiceOf(u"sheetCaption"_s, tr("Captions"), {tr("None"), tr("Prompt"), tr("Settings")}, int(last.caption));
    m_caption->setToolTip(tr("What stands below each picture"));
    m_background = choiceOf(u"sheetBackground"_s, tr("Background"), {tr("Light"), tr("Dark")}, int(last.background));
    m_background->setToolTip(tr("The colour of the sheet"));
    form()->addRow(tr("C&olumns"), m_columns);
    form()->addRow(tr("&Size of each"), m_cell);
    form()->addRow(tr("Ca&ptions"), m_caption);
    form()->addRow(tr("&Background"), m_background);
    addCodingRows(last.coding, Webp::absent);
    addFolderRow(last.folder);
    m_plan->setObjectName(u"sheetPlan"_s);
    m_plan->setTextFormat(Qt::PlainText);
    m_plan->setProperty("role", u"muted"_s);
    m_plan->setWordWrap(true);
    form()->addRow(m_plan);
    for (QSpinBox* const box : {m_columns, m_cell}) connect(box, &QSpinBox::valueChanged, this, &SheetDialog::showPlan);
    connect(m_caption, &QComboBox::currentIndexChanged, this, &SheetDialog::showPlan);
    showPlan();
}

SheetChoices SheetDialog::choices() const {
    return {.columns = m_columns->value(),
            .cell = m_cell->value(),
            .caption = SheetCaption(m_caption->currentIndex()),
            .background = SheetBackground(m_background->currentIndex()),
            .coding = coding(),
            .folder = folder()};
}

void SheetDialog::showPlan() {
    const auto layout = layOutSheets(choices(), int(paths().size()));
    setPossible(layout.has_value());
    if (!layout) return m_plan->setText(QString::fromStdString(layout.error().text()));
    const QString size = tr("%1 × %2 pixels").arg(layout->size(0).width()).arg(layout->size(0).height());
    m_plan->setText(
        layout->sheets() == 1
            ? tr("%1 pictures on one sheet of %2").arg(paths().size()).arg(size)
            : tr("%1 pictures on %2 sheets, the first of %3").arg(paths().size()).arg(layout->sheets()).arg(size));
}

std::variant<ExportChoices, SheetChoices> SheetDialog::choose() {
    m_model.settings().setSheetChoices(choices());
    return choices();
}

}  // namespace lemnos::studio
