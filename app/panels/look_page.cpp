// SPDX-License-Identifier: Apache-2.0
#include "panels/look_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include "panels/calm_wheel.h"
#include "studio/languages.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QComboBox* choiceOf(const QString& objectName, const QString& name) {
    auto* const box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    keepWheelCalm(box);
    return box;
}

}  // namespace

LookPage::LookPage(StudioModel& model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_language(model.settings().language()),
      m_scale(model.settings().interfaceScale()),
      m_later(new QLabel(tr("The language and the size change with the next start."))) {
    auto* const form = new QFormLayout(this);
    form->addRow(tr("&Language:"), makeLanguage());
    form->addRow(tr("&Theme:"), makeTheme());
    form->addRow(tr("&Size of everything:"), makeScale());
    form->addRow(tr("&Memory for undo:"), makeUndo());
    m_later->setObjectName(u"laterNote"_s);
    m_later->setProperty("role", u"muted"_s);
    m_later->setWordWrap(true);
    form->addRow(m_later);
    showLater();
}

QComboBox* LookPage::makeLanguage() {
    QComboBox* const box = choiceOf(u"language"_s, tr("Language"));
    box->addItem(tr("As the system"), QString());
    for (const Language& language : languages()) box->addItem(language.name, language.code);
    box->setCurrentIndex(std::max(0, box->findData(m_language)));
    connect(box, &QComboBox::activated, this, [this, box] {
        m_model.settings().setLanguage(box->currentData().toString());
        showLater();
    });
    return box;
}

QComboBox* LookPage::makeTheme() {
    QComboBox* const box = choiceOf(u"theme"_s, tr("Theme"));
    box->addItem(tr("As the system"), int(Theme::system));
    box->addItem(tr("Light"), int(Theme::light));
    box->addItem(tr("Dark"), int(Theme::dark));
    const auto show = [this, box] { box->setCurrentIndex(box->findData(int(m_model.settings().theme()))); };
    show();
    connect(box, &QComboBox::activated, this, [this, box] { m_model.setTheme(Theme(box->currentData().toInt())); });
    connect(&m_model, &StudioModel::themeChanged, box, show);
    return box;
}

QComboBox* LookPage::makeScale() {
    QComboBox* const box = choiceOf(u"scale"_s, tr("Size of everything"));
    QList<int> offered{75, 90, 100, 110, 125, 150, 175, 200, 250, 300};
    if (!offered.contains(m_scale)) offered.append(m_scale);
    for (const int percent : offered) box->addItem(tr("%1 %").arg(percent), percent);
    box->setCurrentIndex(box->findData(m_scale));
    box->setToolTip(tr("Beyond what the system asks for"));
    connect(box, &QComboBox::activated, this, [this, box] {
        m_model.settings().setInterfaceScale(box->currentData().toInt());
        showLater();
    });
    return box;
}

QWidget* LookPage::makeUndo() {
    auto* const box = new QSpinBox;
    box->setObjectName(u"undoMegabytes"_s);
    box->setAccessibleName(tr("Memory for undo"));
    box->setToolTip(tr("When the steps hold more, the oldest are forgotten"));
    box->setRange(Settings::leastUndoMegabytes, Settings::mostUndoMegabytes);
    box->setSingleStep(256);
    box->setSuffix(tr(" MB"));
    box->setValue(m_model.settings().undoMegabytes());
    keepWheelCalm(box);
    connect(box, &QSpinBox::valueChanged, &m_model, &StudioModel::setUndoMegabytes);
    return box;
}

void LookPage::showLater() {
    const Settings& settings = m_model.settings();
    m_later->setVisible(settings.language() != m_language || settings.interfaceScale() != m_scale);
}

}  // namespace lemnos::studio
