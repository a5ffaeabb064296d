// SPDX-License-Identifier: Apache-2.0
#include "item_models/shortcut_model.h"

#include <QFont>

#include "studio/shortcuts.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QString keysText(const Keys& keys) {
    QStringList texts;
    for (const QKeySequence& key : keys) texts.append(key.toString(QKeySequence::NativeText));
    return texts.join(u", "_s);
}

}  // namespace

ShortcutModel::ShortcutModel(Shortcuts& shortcuts, QObject* parent)
    : QAbstractTableModel(parent), m_shortcuts(shortcuts), m_rows(int(shortcuts.commands().size())) {
    connect(&shortcuts, &Shortcuts::changed, this, &ShortcutModel::showChanged);
    connect(&shortcuts, &Shortcuts::added, this, &ShortcutModel::showAdded);
}

int ShortcutModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows; }

int ShortcutModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant ShortcutModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Shortcuts::Command& shown = m_shortcuts.commands()[std::size_t(index.row())];
    if (role == Qt::FontRole && shown.isChosen()) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case command: return shown.name.text;
        case group: return shown.name.group;
        case keys: return keysText(shown.keys);
        default: return {};
    }
}

QVariant ShortcutModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case command: return tr("Command");
        case group: return tr("Where");
        case keys: return tr("Keys");
        default: return {};
    }
}

QString ShortcutModel::idAt(const QModelIndex& index) const {
    return index.isValid() ? m_shortcuts.commands()[std::size_t(index.row())].name.id : QString();
}

void ShortcutModel::showChanged(const QString& id) {
    for (int row = 0; row < m_rows; ++row)
        if (idAt(index(row, 0)) == id) Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
}

void ShortcutModel::showAdded() {
    beginInsertRows({}, m_rows, m_rows);
    ++m_rows;
    endInsertRows();
}

}  // namespace lemnos::studio
