// SPDX-License-Identifier: Apache-2.0
// The list under the cursor of a prompt editor with what the letters before it may become. Nobody is interrupted:
// nothing is highlighted at first, and only what the arrow keys have highlighted is taken by Tab or Enter. Escape
// closes the list. GUI thread; owned by the panel; shows Completions.
#pragma once

#include <QListView>
#include <QObject>
#include <QPointer>

#include "studio/completions.h"

class QModelIndex;

namespace lemnos::studio {

class CompletionModel;
class PromptEditor;

class PromptCompleter : public QObject {
    Q_OBJECT
public:
    PromptCompleter(Completions& completions, PromptEditor& editor);
    ~PromptCompleter() override;

Q_SIGNALS:
    /// Its letters are gone from the text.
    void styleChosen(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void offer();
    void place();
    void hide();
    bool isShown() const;
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void highlight(int step);
    void accept(const QModelIndex& index);

    Completions& m_completions;
    PromptEditor& m_editor;
    CompletionModel* m_model;
    QPointer<QListView> m_list;  // a child of the window while it is shown
    int m_begin = 0;             // in the text, of what a choice takes the place of
};

}  // namespace lemnos::studio
