// SPDX-License-Identifier: Apache-2.0
#include "panels/key_tip.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QVariant>
#include <QWidget>

#include "studio/shortcuts.h"

namespace lemnos::studio {
namespace {

constexpr const char* textProperty = "keyTipText";

}  // namespace

void setKeyTip(QWidget& widget, Shortcuts& shortcuts, const QString& id, const QString& text) {
    const auto show = [&widget, &shortcuts, id] {
        const QString said = widget.property(textProperty).toString();
        const QString key = shortcuts.textOf(id);
        widget.setToolTip(key.isEmpty() ? said : QCoreApplication::translate("KeyTip", "%1 (%2)").arg(said, key));
    };
    const bool isFirst = !widget.property(textProperty).isValid();
    widget.setProperty(textProperty, text);
    show();
    if (!isFirst) return;
    QObject::connect(&shortcuts, &Shortcuts::changed, &widget, show);
    QObject::connect(&shortcuts, &Shortcuts::added, &widget, show);  // the menus may come after the panel
}

void addKey(QWidget& owner, QAbstractButton& button, Shortcuts& shortcuts, const CommandName& name,
            const QList<QKeySequence>& usual, Qt::ShortcutContext context) {
    auto* const action = new QAction(name.text, &owner);
    action->setShortcuts(usual);
    action->setShortcutContext(context);
    owner.addAction(action);  // a tool button takes an action of its own for a menu
    QObject::connect(action, &QAction::triggered, &button, &QAbstractButton::click);
    shortcuts.add(*action, name);
}

}  // namespace lemnos::studio
