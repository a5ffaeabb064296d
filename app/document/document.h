// SPDX-License-Identifier: Apache-2.0
// A picture being worked on: its contents, the steps that led there, and word of every change. Reading is by
// contents(); every change goes through edit() or a LiveEdit and can be undone. The edits a user knows are free
// functions in layer_edits.h, canvas_edits.h, pixel_edits.h and selection_edits.h, and Stroke in stroke.h. GUI thread;
// other threads get a copy of the contents.
#pragma once

#include <QObject>

#include "document/contents.h"
#include "document/history.h"

namespace lemnos::studio {

class LiveEdit;

class Document : public QObject {
    Q_OBJECT
public:
    /// One empty layer, the generation box over the whole.
    explicit Document(QSize size, QObject* parent = nullptr);
    explicit Document(Contents contents, QObject* parent = nullptr);
    ~Document() override;

    const Contents& contents() const { return m_contents; }
    const Layer* layer(LayerId id) const { return m_contents.find(id); }
    History& history() { return m_history; }
    const History& history() const { return m_history; }

    /// One step from the contents of now to `after`; nothing happens if they are the same. A LiveEdit that is open is
    /// committed before.
    void edit(const QString& text, Contents after, MergeKey key = {});
    /// Another document in the place of this one; its history is empty.
    void replace(const Contents& contents);

Q_SIGNALS:
    /// After each change, whatever made it: an edit, a piece of a stroke, undo.
    void changed(const lemnos::studio::DocumentChange& change);

private:
    friend class LiveEdit;
    friend class History;
    bool cancelLiveEdit();
    /// Makes `contents` the present ones without a step: what undo does.
    void show(const Contents& contents);

    Contents m_contents;
    LiveEdit* m_liveEdit = nullptr;
    History m_history{*this};
};

/// A change that is seen while it is made: a stroke, a drag. It becomes one step when it is committed; dropped without,
/// or when the user undoes in the middle of it, everything is as before. One at a time.
class LiveEdit {
public:
    LiveEdit(Document& document, QString text);
    ~LiveEdit();
    LiveEdit(const LiveEdit&) = delete;
    LiveEdit& operator=(const LiveEdit&) = delete;

    /// False once it was committed or cancelled; then there is nothing more to do.
    bool isOpen() const { return m_document != nullptr; }
    const Contents& before() const { return m_before; }
    /// To write to, while open. Say what changed with touch().
    Contents& contents();
    /// Pixels of a layer changed in `dirty` (of the document).
    void touch(LayerId layer, const QRect& dirty);
    /// So did the selection.
    void touchSelection();
    /// Any other values, compared with those of now.
    void show(const Contents& contents);

    void commit();
    void cancel();

private:
    Document* m_document;
    QString m_text;
    Contents m_before;
};

}  // namespace lemnos::studio
