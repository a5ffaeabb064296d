// SPDX-License-Identifier: Apache-2.0
// The commands and their keys as rows: what a command does, where it is found, its keys. A row whose keys the user
// chose is bold. Over the Shortcuts, which outlive it; GUI thread.
#pragma once

#include <QAbstractTableModel>

namespace lemnos::studio {

class Shortcuts;

class ShortcutModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { command, group, keys, columns };

    explicit ShortcutModel(Shortcuts& shortcuts, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// The id of the command in this row; empty without one.
    QString idAt(const QModelIndex& index) const;

private:
    void showChanged(const QString& id);
    void showAdded();

    Shortcuts& m_shortcuts;
    int m_rows;
};

}  // namespace lemnos::studio
