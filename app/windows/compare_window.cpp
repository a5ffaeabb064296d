// SPDX-License-Identifier: Apache-2.0
#include "windows/compare_window.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "canvas/compare_view.h"
#include "panels/key_tip.h"
#include "studio/comparison.h"
#include "studio/shortcuts.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

CompareWindow::CompareWindow(Comparison& comparison, Shortcuts& shortcuts, QWidget* parent)
    : QDialog(parent),
      m_comparison(comparison),
      m_shortcuts(shortcuts),
      m_view(new CompareView(comparison)),
      m_modes(new QButtonGroup(this)),
      m_names(new QLabel) {
    setObjectName(u"compare"_s);
    setWindowTitle(tr("Compare"));
    setSizeGripEnabled(true);
    m_view->setObjectName(u"compareView"_s);
    m_names->setTextFormat(Qt::PlainText);
    m_names->setProperty("role", u"muted"_s);
    m_names->setMinimumWidth(1);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(makeHead());
    layout->addWidget(m_view, 1);
    connect(&comparison, &Comparison::changed, this, &CompareWindow::showState);
    showState();
    m_view->setFocus();
}

QWidget* CompareWindow::makeHead() {
    auto* const head = new QWidget;
    auto* const layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    const auto command = [](const QString& id, const QString& text) {
        return CommandName{.id = id, .group = tr("Compare"), .text = text, .place = KeyPlace::comparison};
    };
    const auto add = [&](Comparison::Mode mode, const QString& id, const QString& name, const QString& toolTip,
                         Qt::Key key) {
        auto* const button = new QToolButton;
        button->setText(name);
        button->setAccessibleName(name);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_modes->addButton(button, int(mode));
        layout->addWidget(button);
        addKey(*this, *button, m_shortcuts, command(id, name), {key});
        setKeyTip(*button, m_shortcuts, id, toolTip);
    };
    add(Comparison::Mode::sideBySide, u"compare.sideBySide"_s, tr("Side by side"),
        tr("Both pictures beside each other"), Qt::Key_1);
    add(Comparison::Mode::slider, u"compare.slider"_s, tr("Slider"), tr("One over the other, with a border that moves"),
        Qt::Key_2);
    add(Comparison::Mode::toggle, u"compare.toggle"_s, tr("Toggle"),
        tr("One after the other; Space or a click changes between them"), Qt::Key_3);
    connect(m_modes, &QButtonGroup::idClicked, this, [this](int mode) {
        m_comparison.setMode(Comparison::Mode(mode));
        m_view->setFocus();
    });
    auto* const fit = new QAction(tr("Fit"), this);
    fit->setShortcut(Qt::CTRL | Qt::Key_0);
    connect(fit, &QAction::triggered, m_view, &CompareView::fit);
    addAction(fit);
    m_shortcuts.add(*fit, command(u"compare.fit"_s, fit->text()));
    layout->addSpacing(12);
    layout->addWidget(m_names, 1);
    return head;
}

void CompareWindow::showState() {
    m_modes->button(int(m_comparison.mode()))->setChecked(true);
    const QString first = m_comparison.path(0).section(u'/', -1);
    const QString second = m_comparison.path(1).section(u'/', -1);
    const bool isToggled = m_comparison.mode() == Comparison::Mode::toggle;
    m_names->setText(isToggled ? (m_comparison.shown() == 0 ? first : second) : tr("%1  |  %2").arg(first, second));
    m_view->setAccessibleDescription(m_names->text());
}

}  // namespace lemnos::studio
