// SPDX-License-Identifier: Apache-2.0
// The keys of every command: those it has from the start, and those the user chose instead. Whoever makes an action
// adds it here under a lasting id; from then on its keys follow what the preferences say. GUI thread; owned by
// StudioModel.
#pragma once

#include <deque>
#include <optional>

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>

class QKeyEvent;

namespace lemnos::studio {

class Settings;

using Keys = QList<QKeySequence>;

/// Where a command's keys are heard. Two commands may share a key if no place hears both.
enum class KeyPlace { mainWindow, canvas, prompt, history, queue, gallery, comparison, models };

/// What a command is called in the list of keys, and where it is found.
struct CommandName {
    QString id;     // lasting, e.g. "file.open": the settings and the action's object name hold it
    QString group;  // e.g. the menu's title
    QString text;   // group and text may hold a menu's marks, which are taken off
    KeyPlace place = KeyPlace::mainWindow;
};

class Shortcuts : public QObject {
    Q_OBJECT
public:
    struct Command {
        CommandName name;
        Keys usual;
        Keys keys;
        bool isChosen() const { return keys != usual; }
    };

    explicit Shortcuts(Settings& settings) : m_settings(settings) {}

    /// The keys that `action` has are its usual ones; from here on it has those that the user wants. Several actions
    /// may share an id: each editor has its own.
    void add(QAction& action, const CommandName& name);
    /// A command that no action can be, such as one that lasts while its key is held: ask isKeyOf() in key events.
    void declare(const CommandName& name, const Keys& usual);

    /// The command with this id; null if nobody added it.
    const Command* find(const QString& id) const;
    const std::deque<Command>& commands() const { return m_commands; }
    Keys keysOf(const QString& id) const;
    bool isKeyOf(const QString& id, const QKeyEvent& event) const;
    /// Whether a release ends what such a press began: the modifiers may have been let go before.
    bool endsHold(const QString& id, const QKeyEvent& release) const;
    /// "Ctrl+N", as the user's system writes it; empty without a key.
    QString textOf(const QString& id) const;

    void setKeys(const QString& id, const Keys& keys);
    void resetKeys(const QString& id);
    void resetAll();

    /// The commands that one of `id`'s keys would press as well. What is shared from the start is meant so, and left
    /// out.
    QList<CommandName> clashesOf(const QString& id) const;

Q_SIGNALS:
    void added();
    void changed(const QString& id);

private:
    struct Bound {
        QString id;
        QPointer<QAction> action;
    };
    Command& command(const CommandName& name, const Keys& usual);
    void apply(const Command& command);

    Settings& m_settings;
    std::deque<Command> m_commands;  // in the order they were added; grows only
    std::deque<Bound> m_actions;
};

}  // namespace lemnos::studio
