// SPDX-License-Identifier: Apache-2.0
#include "panels/styles_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

#include "panels/prompt_editor.h"
#include "studio/styles.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

StylesDialog::StylesDialog(Styles& styles, Shortcuts& shortcuts, QWidget* parent)
    : QDialog(parent),
      m_styles(styles),
      m_list(new QListWidget),
      m_name(new QLineEdit),
      m_prompt(new PromptEditor(shortcuts)),
      m_negative(new PromptEditor(shortcuts)),
      m_problem(new QLabel) {
    setObjectName(u"stylesDialog"_s);
    setWindowTitle(tr("Styles"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(u"stylesList"_s);
    m_list->setAccessibleName(tr("Styles"));

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* const add = buttons->addButton(tr("&New"), QDialogButtonBox::ActionRole);
    m_remove = buttons->addButton(tr("&Remove"), QDialogButtonBox::ActionRole);
    for (QPushButton* const button : {add, m_remove}) button->setAutoDefault(false);
    add->setObjectName(u"styleNew"_s);
    m_remove->setObjectName(u"styleRemove"_s);
    m_remove->setToolTip(tr("Removes a style of your own; shipped ones stay"));
    connect(add, &QPushButton::clicked, this,
            [this] { addStyle({.name = tr("My style"), .prompt = u"{prompt}, "_s}); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_styles.remove(current()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* const middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addWidget(makeForm(), 2);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    resize(640, 380);
    connectForm();
    showList();
    m_list->setCurrentRow(0);
}

QWidget* StylesDialog::makeForm() {
    m_name->setObjectName(u"styleName"_s);
    m_name->setAccessibleName(tr("Name"));
    m_prompt->setObjectName(u"stylePrompt"_s);
    m_prompt->setAccessibleName(tr("Prompt of the style"));
    m_prompt->setToolTip(tr("{prompt} is the place of what you write; without it the words follow behind a comma"));
    m_prompt->setLines(3);
    m_negative->setObjectName(u"styleNegative"_s);
    m_negative->setAccessibleName(tr("Negative prompt of the style"));
    m_negative->setLines(2);
    m_problem->setObjectName(u"styleProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto* const hint = new QLabel(m_prompt->toolTip());
    hint->setProperty("role", u"muted"_s);
    hint->setWordWrap(true);

    auto* const form = new QWidget;
    auto* const layout = new QFormLayout(form);
    layout->setRowWrapPolicy(QFormLayout::WrapAllRows);
    layout->setContentsMargins({});
    layout->addRow(tr("N&ame"), m_name);
    layout->addRow(tr("&Prompt"), m_prompt);
    layout->addRow(hint);
    layout->addRow(tr("Ne&gative prompt"), m_negative);
    layout->addRow(m_problem);
    return form;
}

void StylesDialog::connectForm() {
    connect(m_list, &QListWidget::currentRowChanged, this, &StylesDialog::showStyle);
    connect(&m_styles, &Styles::changed, this, &StylesDialog::showList);
    connect(m_name, &QLineEdit::editingFinished, this, &StylesDialog::change);
    connect(m_prompt, &PromptEditor::edited, this, &StylesDialog::change);
    connect(m_negative, &PromptEditor::edited, this, &StylesDialog::change);
}

QString StylesDialog::current() const { return m_list->currentItem() ? m_list->currentItem()->text() : QString(); }

void StylesDialog::select(const QString& name) {
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->text() == name) m_list->setCurrentRow(row);
}

void StylesDialog::showList() {
    const QString name = current();
    const int row = m_list->currentRow();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Style& style : m_styles.all()) m_list->addItem(style.name);
        m_list->setCurrentRow(std::min(row, m_list->count() - 1));
        select(name);
    }
    showStyle();
}

void StylesDialog::showStyle() {
    const Style* const style = m_styles.find(current());
    for (QWidget* const field : std::initializer_list<QWidget*>{m_name, m_prompt, m_negative})
        field->setEnabled(style != nullptr);
    m_remove->setEnabled(style && m_styles.isOwn(style->name));
    m_problem->clear();
    const Style shown = style ? *style : Style();
    m_name->setText(shown.name);
    m_prompt->showText(shown.prompt.toStdString());
    m_negative->showText(shown.negative.toStdString());
}

void StylesDialog::change() {
    const Style* const before = m_styles.find(current());
    const Style after{m_name->text().trimmed(), m_prompt->toPlainText(), m_negative->toPlainText()};
    if (!before || *before == after) return;
    const QString name = before->name;
    if (const Status status = m_styles.put(after, name); !status) {
        m_problem->setText(QString::fromStdString(status.error().text()));
        return;
    }
    select(after.name);
}

void StylesDialog::addStyle(const Style& style) {
    Style added = style;
    for (int i = 2; m_styles.find(added.name); ++i) added.name = u"%1 %2"_s.arg(style.name).arg(i);
    if (!m_styles.put(added)) return;  // its name is free and not empty
    select(added.name);
    m_name->setFocus();
    m_name->selectAll();
}

}  // namespace lemnos::studio
