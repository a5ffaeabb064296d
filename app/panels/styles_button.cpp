// SPDX-License-Identifier: Apache-2.0
#include "panels/styles_button.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

#include "studio/styles.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

StylesButton::StylesButton(Styles& styles, QWidget* parent)
    : QToolButton(parent), m_styles(styles), m_menu(new QMenu(this)) {
    setObjectName(u"styles"_s);
    setProperty("role", u"quiet"_s);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setMenu(m_menu);
    m_menu->installEventFilter(this);
    connect(m_menu, &QMenu::aboutToShow, this, &StylesButton::fillMenu);
    connect(&styles, &Styles::changed, this, &StylesButton::showChosen);
    showChosen();
}

void StylesButton::showChosen() {
    const QStringList chosen = m_styles.chosen();
    setText(chosen.isEmpty() ? tr("Styles") : tr("Styles: %1").arg(chosen.size()));
    setAccessibleName(chosen.isEmpty() ? tr("Styles: none") : tr("Styles: %1").arg(chosen.join(u", "_s)));
    // Names come from a file: plain text, whatever stands in them.
    setToolTip(u"<p>%1</p>"_s.arg(
        (chosen.isEmpty() ? tr("Words around the prompt, by name; several at once") : chosen.join(u", "_s))
            .toHtmlEscaped()));
}

void StylesButton::fillMenu() {
    m_menu->clear();
    for (const Style& style : m_styles.all()) {
        QAction* const action = m_menu->addAction(QString(style.name).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(m_styles.isChosen(style.name));
        connect(action, &QAction::toggled, this, [this, name = style.name](bool on) {
            m_styles.choose(name, on ? Styles::Choice::on : Styles::Choice::off);
        });
    }
    m_menu->addSeparator();
    QAction* const none = m_menu->addAction(tr("&None"), this, [this] { m_styles.chooseNone(); });
    const auto enable = [this, none] { none->setEnabled(!m_styles.chosen().isEmpty()); };
    connect(&m_styles, &Styles::changed, none, enable);  // the menu stays open
    enable();
    m_menu->addAction(tr("&Keep this prompt as a style…"), this, &StylesButton::keepWanted);
    m_menu->addAction(tr("&Edit styles…"), this, &StylesButton::editWanted);
}

// The menu stays open while styles are ticked.
bool StylesButton::eventFilter(QObject* watched, QEvent* event) {
    const auto toggle = [this](QAction* action) {
        if (!action || !action->isCheckable()) return false;
        action->toggle();
        return true;
    };
    if (event->type() == QEvent::MouseButtonRelease)
        return toggle(m_menu->actionAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space)
        return toggle(m_menu->activeAction());
    return QToolButton::eventFilter(watched, event);
}

}  // namespace lemnos::studio
