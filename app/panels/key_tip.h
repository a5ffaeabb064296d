// SPDX-License-Identifier: Apache-2.0
// Tool tips that name the key of what they explain, also after the user chose another. GUI thread.
#pragma once

#include <QKeySequence>
#include <QList>

class QAbstractButton;
class QWidget;

namespace lemnos::studio {

class Shortcuts;
struct CommandName;

/// From here on the tool tip is "text (key)", or the text alone while command `id` has no key. Calling it again changes
/// the text.
void setKeyTip(QWidget& widget, Shortcuts& shortcuts, const QString& id, const QString& text);

/// The command `name`, which presses the button; heard in the whole window of `owner` unless `context` says less.
void addKey(QWidget& owner, QAbstractButton& button, Shortcuts& shortcuts, const CommandName& name,
            const QList<QKeySequence>& usual, Qt::ShortcutContext context = Qt::WindowShortcut);

}  // namespace lemnos::studio
