// SPDX-License-Identifier: Apache-2.0
#include "studio/shortcuts.h"

#include <algorithm>

#include <QKeyEvent>

#include "studio/settings.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

// As a list shows what a menu says: without the mark of its letter.
QString plain(QString text) {
    text.replace("&&"_L1, "\1"_L1).remove(u'&').replace(u'\1', u'&');
    if (text.endsWith(u'…')) text.chop(1);
    return text;
}

constexpr auto idOf = [](const Shortcuts::Command& command) -> const QString& { return command.name.id; };

bool hearBoth(KeyPlace a, KeyPlace b) {
    if (a == b) return true;
    const auto isWithin = [](KeyPlace place) {
        return place != KeyPlace::gallery && place != KeyPlace::comparison && place != KeyPlace::models;
    };
    return (a == KeyPlace::mainWindow && isWithin(b)) || (b == KeyPlace::mainWindow && isWithin(a));
}

bool shareOne(const Keys& a, const Keys& b) {
    return std::ranges::any_of(a, [&](const QKeySequence& key) { return b.contains(key); });
}

QKeySequence pressedIn(const QKeyEvent& event) {
    return QKeySequence(QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, Qt::Key(event.key())));
}

}  // namespace

Shortcuts::Command& Shortcuts::command(const CommandName& name, const Keys& usual) {
    const auto known = std::ranges::find(m_commands, name.id, idOf);
    if (known != m_commands.end()) return *known;
    m_commands.push_back({.name = name, .usual = usual, .keys = m_settings.keysOf(name.id).value_or(usual)});
    CommandName& listed = m_commands.back().name;
    listed.group = plain(listed.group);
    listed.text = plain(listed.text);
    Q_EMIT added();
    return m_commands.back();
}

void Shortcuts::add(QAction& action, const CommandName& name) {
    action.setObjectName(name.id);
    const Command& one = command(name, action.shortcuts());
    std::erase_if(m_actions, [](const Bound& bound) { return !bound.action; });
    m_actions.push_back({name.id, &action});
    action.setShortcuts(one.keys);
}

void Shortcuts::declare(const CommandName& name, const Keys& usual) { command(name, usual); }

const Shortcuts::Command* Shortcuts::find(const QString& id) const {
    const auto found = std::ranges::find(m_commands, id, idOf);
    return found == m_commands.end() ? nullptr : &*found;
}

Keys Shortcuts::keysOf(const QString& id) const {
    const Command* const one = find(id);
    return one ? one->keys : Keys();
}

bool Shortcuts::isKeyOf(const QString& id, const QKeyEvent& event) const {
    return keysOf(id).contains(pressedIn(event));
}

bool Shortcuts::endsHold(const QString& id, const QKeyEvent& release) const {
    const Keys keys = keysOf(id);
    return std::ranges::any_of(keys, [&](const QKeySequence& key) { return key[0].key() == release.key(); });
}

QString Shortcuts::textOf(const QString& id) const {
    const Keys keys = keysOf(id);
    return keys.isEmpty() ? QString() : keys.front().toString(QKeySequence::NativeText);
}

void Shortcuts::setKeys(const QString& id, const Keys& keys) {
    const auto one = std::ranges::find(m_commands, id, idOf);
    if (one == m_commands.end() || one->keys == keys) return;
    one->keys = keys;
    m_settings.setKeys(id, one->isChosen() ? std::optional(keys) : std::nullopt);
    apply(*one);
    Q_EMIT changed(id);
}

void Shortcuts::resetKeys(const QString& id) {
    if (const Command* const one = find(id)) setKeys(id, Keys(one->usual));
}

void Shortcuts::resetAll() {
    for (const Command& one : m_commands) resetKeys(one.name.id);
}

void Shortcuts::apply(const Command& command) {
    for (const Bound& bound : m_actions)
        if (bound.action && bound.id == command.name.id) bound.action->setShortcuts(command.keys);
}

QList<CommandName> Shortcuts::clashesOf(const QString& id) const {
    QList<CommandName> clashes;
    const Command* const one = find(id);
    if (!one) return clashes;
    for (const Command& other : m_commands) {
        if (other.name.id == id || !hearBoth(one->name.place, other.name.place)) continue;
        if (shareOne(one->keys, other.keys) && (one->isChosen() || other.isChosen())) clashes.append(other.name);
    }
    return clashes;
}

}  // namespace lemnos::studio
