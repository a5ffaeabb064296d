// SPDX-License-Identifier: Apache-2.0
#include "panels/keys_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include "item_models/shortcut_model.h"
#include "panels/push_button.h"
#include "studio/shortcuts.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
KeysPage::KeysPage(Shortcuts& shortcuts, QWidget* parent)
    : QWidget(parent),
      m_shortcuts(shortcuts),
      m_model(new ShortcutModel(shortcuts, this)),
      m_found(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit),
      m_list(new QTreeView),
      m_key(new QKeySequenceEdit),
      m_usual(pushButton(u"usualKeys"_s, tr("&Usual keys"), tr("The keys that this command has from the start"))),
      m_none(pushButton(u"noKey"_s, tr("&No key"), tr("Leave this command without a key"))),
      m_clash(new QLabel),
      m_take(pushButton(u"takeKey"_s, tr("&Take it from there"), tr("Only this command keeps the key"))) {
    m_search->setObjectName(u"searchKeys"_s);
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_found->setSourceModel(m_model);
    m_found->setFilterKeyColumn(-1);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setObjectName(u"keys"_s);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setModel(m_found);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->sortByColumn(-1, Qt::AscendingOrder);  // as the menus have them, until a header is pressed
    m_list->setSortingEnabled(true);
    m_list->header()->setSectionResizeMode(ShortcutModel::command, QHeaderView::Stretch);
    for (const int column : {ShortcutModel::group, ShortcutModel::keys})
        m_list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_list->header()->setStretchLastSection(false);

    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(makeEditor());

    connect(m_search, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeysPage::showCurrent);
    connect(&shortcuts, &Shortcuts::changed, this, &KeysPage::showCurrent);
    m_list->setCurrentIndex(m_found->index(0, 0));
}

QWidget* KeysPage::makeEditor() {
    m_key->setObjectName(u"key"_s);
    m_key->setAccessibleName(tr("Key of this command"));
    m_key->setToolTip(tr("Press the key that this command should have"));
    m_clash->setObjectName(u"keyClash"_s);
    m_clash->setTextFormat(Qt::PlainText);
    m_clash->setWordWrap(true);
    auto* const resetAll = pushButton(u"resetKeys"_s, tr("&Reset all"), tr("Every command gets its usual keys back"));
    auto* const name = new QLabel(tr("&Key:"));
    name->setBuddy(m_key);

    auto* const row = new QHBoxLayout;
    row->addWidget(name);
    row->addWidget(m_key, 1);
    row->addWidget(m_usual);
    row->addWidget(m_none);
    row->addWidget(resetAll);
    auto* const clash = new QHBoxLayout;
    clash->addWidget(m_clash, 1);
    clash->addWidget(m_take);
    auto* const editor = new QWidget;
    auto* const layout = new QVBoxLayout(editor);
    layout->setContentsMargins({});
    layout->addLayout(row);
    layout->addLayout(clash);

    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &KeysPage::choose);
    connect(m_usual, &QPushButton::clicked, this, [this] { m_shortcuts.resetKeys(current()); });
    connect(m_none, &QPushButton::clicked, this, [this] { m_shortcuts.setKeys(current(), {}); });
    connect(m_take, &QPushButton::clicked, this, &KeysPage::takeFromOthers);
    connect(resetAll, &QPushButton::clicked, &m_shortcuts, &Shortcuts::resetAll);
    return editor;
}

QString KeysPage::current() const { return m_model->idAt(m_found->mapToSource(m_list->currentIndex())); }

void KeysPage::showCurrent() {
    const Shortcuts::Command* const command = m_shortcuts.find(current());
    for (QWidget* const widget : {static_cast<QWidget*>(m_key), static_cast<QWidget*>(m_none)})
        widget->setEnabled(command != nullptr);
    m_usual->setEnabled(command && command->isChosen());
    const QSignalBlocker quiet(m_key);
    m_key->setKeySequence(command && !command->keys.isEmpty() ? command->keys.front() : QKeySequence());

    QStringList others;
    for (const CommandName& other : m_shortcuts.clashesOf(current()))
        others.append(tr("“%1” (%2)").arg(other.text, other.group));
    m_clash->setText(others.isEmpty() ? QString() : tr("The same key also belongs to %1.").arg(others.join(u", "_s)));
    m_take->setVisible(!others.isEmpty());
}

// The first chord counts: commands of several chords are nobody's habit here.
void KeysPage::choose(const QKeySequence& pressed) {
    if (pressed.isEmpty()) return;
    m_shortcuts.setKeys(current(), {QKeySequence(pressed[0])});
    showCurrent();
}

void KeysPage::takeFromOthers() {
    const Keys mine = m_shortcuts.keysOf(current());
    for (const CommandName& other : m_shortcuts.clashesOf(current())) {
        Keys left = m_shortcuts.keysOf(other.id);
        erase_if(left, [&](const QKeySequence& key) { return mine.contains(key); });
        m_shortcuts.setKeys(other.id, left);
    }
}

}  // namespace lemnos::studio
