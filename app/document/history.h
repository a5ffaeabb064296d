// SPDX-License-Identifier: Apache-2.0
// The steps that can be undone, within a budget of memory: when the steps hold more pixels than that, the oldest are
// forgotten. Owned by a Document, which is the only one to push; views and menus read it. GUI thread.
#pragma once

#include <QUndoStack>

#include "document/contents.h"

namespace lemnos::studio {

class Document;

/// Which steps become one when they follow each other: the moves of a slider, the steps of a drag.
struct MergeKey {
    enum Kind { never = -1, opacity, name, place, generationBox };
    Kind kind = never;
    LayerId layer = LayerId::none;
    friend bool operator==(MergeKey, MergeKey) = default;
};

class History : public QObject {
    Q_OBJECT
public:
    explicit History(Document& document);

    bool canUndo() const { return m_stack.index() > m_forgotten; }
    bool canRedo() const { return m_stack.canRedo(); }
    /// What undo() takes back, for a menu: "Brush stroke". Empty if there is nothing.
    QString undoText() const { return canUndo() ? m_stack.undoText() : QString(); }
    QString redoText() const { return m_stack.redoText(); }
    /// Steps that can be undone, and those besides that can be redone.
    int steps() const { return m_stack.index() - m_forgotten; }
    int stepsToRedo() const { return m_stack.count() - m_stack.index(); }

    void undo();
    void redo();
    /// Ends merging: the next step stands alone. For the end of a drag.
    void endMerging() { m_isMerging = false; }

    /// Whether the contents are those of the last markSaved().
    bool isSaved() const { return m_stack.isClean(); }
    void markSaved() { m_stack.setClean(); }

    /// Bytes that steps may hold besides the document's own, but the last `kept` steps stay in any case.
    void setBudget(std::size_t bytes, int kept = 5);
    std::size_t budget() const { return m_budget; }
    std::size_t bytes() const;

Q_SIGNALS:
    void changed();

private:
    friend class Document;
    friend class LiveEdit;
    class Step;
    void push(const QString& text, Contents before, Contents after, MergeKey key);
    void clear();
    void forgetOldest();
    Step& step(int index) const;

    Document& m_document;
    QUndoStack m_stack;
    int m_forgotten = 0;  // at the bottom of the stack; they hold nothing any more
    bool m_isMerging = false;
    std::size_t m_budget = std::size_t{1} << 30U;
    int m_kept = 5;
};

}  // namespace lemnos::studio
