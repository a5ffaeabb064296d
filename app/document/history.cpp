// SPDX-License-Identifier: Apache-2.0
#include "document/history.h"

#include "document/document.h"

namespace lemnos::studio {

/// Between two contents: what both share is held once.
class History::Step : public QUndoCommand {
public:
    Step(Document& document, const QString& text, Contents before, Contents after, MergeKey key)
        : QUndoCommand(text),
          m_document(document),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_key(key),
          m_bytes(bytesBesides(m_before, m_after)) {}

    void undo() override { m_document.show(m_before); }
    void redo() override { m_document.show(m_after); }
    int id() const override { return m_key.kind; }
    bool mergeWith(const QUndoCommand* other) override {
        // Qt asks only commands of the same id, so of this class.
        const auto* const next = static_cast<const Step*>(other);
        if (!m_mayGrow || next->m_key != m_key) return false;
        m_after = next->m_after;
        m_bytes = bytesBesides(m_before, m_after);
        return true;
    }

    void finish() { m_mayGrow = false; }
    void forget() {
        m_before = {};
        m_after = {};
        m_bytes = 0;
    }
    std::size_t bytes() const { return m_bytes; }

private:
    Document& m_document;
    Contents m_before;
    Contents m_after;
    MergeKey m_key;
    std::size_t m_bytes;
    bool m_mayGrow = true;
};

// The stack gives out its commands as const; what is asked of them here changes nothing that it knows of.
History::Step& History::step(int index) const {
    return *static_cast<Step*>(const_cast<QUndoCommand*>(m_stack.command(index)));
}

History::History(Document& document) : m_document(document) {
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::changed);
    connect(&m_stack, &QUndoStack::cleanChanged, this, &History::changed);
}

void History::undo() {
    if (m_document.cancelLiveEdit()) return;
    if (canUndo()) m_stack.undo();
    endMerging();
}

void History::redo() {
    if (m_document.cancelLiveEdit()) return;
    m_stack.redo();
    endMerging();
}

void History::push(const QString& text, Contents before, Contents after, MergeKey key) {
    if (!m_isMerging && m_stack.index() > m_forgotten) step(m_stack.index() - 1).finish();
    m_isMerging = true;
    m_stack.push(new Step(m_document, text, std::move(before), std::move(after), key));
    forgetOldest();
}

void History::clear() {
    m_stack.clear();
    m_forgotten = 0;
    m_isMerging = false;
    Q_EMIT changed();
}

void History::setBudget(std::size_t bytes, int kept) {
    m_budget = bytes;
    m_kept = kept;
    forgetOldest();
    Q_EMIT changed();
}

std::size_t History::bytes() const {
    std::size_t sum = 0;
    for (int i = m_forgotten; i < m_stack.count(); ++i) sum += step(i).bytes();
    return sum;
}

// Only steps below the present: what can be redone is short-lived.
void History::forgetOldest() {
    std::size_t held = bytes();
    while (held > m_budget && m_stack.index() - m_forgotten > m_kept) {
        Step& oldest = step(m_forgotten);
        held -= oldest.bytes();
        oldest.forget();
        ++m_forgotten;
    }
}

}  // namespace lemnos::studio
