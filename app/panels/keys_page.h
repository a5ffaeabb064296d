// SPDX-License-Identifier: Apache-2.0
// Every command with its keys, to be searched and changed; what else a chosen key would press is said at once. Shows
// the Shortcuts; keeps nothing. GUI thread; owned by the preferences.
#pragma once

#include <QWidget>

class QKeySequence;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace lemnos::studio {

class ShortcutModel;
class Shortcuts;

class KeysPage : public QWidget {
    Q_OBJECT
public:
    explicit KeysPage(Shortcuts& shortcuts, QWidget* parent = nullptr);

private:
    QWidget* makeEditor();
    QString current() const;  // the id of the current command
    void showCurrent();
    void choose(const QKeySequence& pressed);
    void takeFromOthers();

    Shortcuts& m_shortcuts;
    ShortcutModel* m_model;
    QSortFilterProxyModel* m_found;
    QLineEdit* m_search;
    QTreeView* m_list;
    QKeySequenceEdit* m_key;
    QPushButton* m_usual;
    QPushButton* m_none;
    QLabel* m_clash;
    QPushButton* m_take;
};

}  // namespace lemnos::studio
