// SPDX-License-Identifier: Apache-2.0
// What was painted for the document and waits for the user's word: accepted, it becomes a layer; discarded, it stays
// in the history only. Also the preview of what is being painted for the document. Places are on the paper under the
// document (Contents::onPaper), so that they stay true while its corner moves. GUI thread; owned by Workspace.
#pragma once

#include <QImage>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QRect>

#include "studio/gallery.h"

namespace lemnos::studio {

struct StagedPicture {
    EntryId entry = 0;    // in the gallery
    QImage picture;       // the whole box, as the gallery has it
    QImage layer;         // what it lays over the document; transparent where it changes nothing
    QRect place;          // on the paper
    QString name;         // of the layer it becomes
    QJsonObject request;  // what it was made with
};

class Staging : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<StagedPicture>& pictures() const { return m_pictures; }
    bool isEmpty() const { return m_pictures.isEmpty(); }
    int currentIndex() const { return m_current; }
    /// Null if there is none.
    const StagedPicture* current() const { return isEmpty() ? nullptr : &m_pictures[m_current]; }
    /// Whether views show the document without it, to compare.
    bool isHidden() const { return m_isHidden; }

    /// Adds it behind the others and shows it.
    void add(const StagedPicture& picture);
    void select(int index);
    /// Round and round.
    void showNext();
    void showPrevious();
    void hide(bool isHidden);
    void discardCurrent();
    void discardAll();
    StagedPicture takeCurrent();

    /// Of the running job; null when there is none.
    const QImage& preview() const { return m_preview; }
    QRect previewPlace() const { return m_previewPlace; }
    void showPreview(const QImage& preview, const QRect& place);
    void dropPreview() { showPreview({}, {}); }
    /// What live mode has made, like a staged picture; null: nothing.
    const QImage& live() const { return m_live; }
    QRect livePlace() const { return m_livePlace; }
    void showLive(const QImage& layer, const QRect& place);

Q_SIGNALS:
    void changed();         // which there are, which is shown
    void previewChanged();  // only the preview or the live picture

private:
    QList<StagedPicture> m_pictures;
    int m_current = 0;
    bool m_isHidden = false;
    QImage m_preview;
    QRect m_previewPlace;
    QImage m_live;
    QRect m_livePlace;
};

}  // namespace lemnos::studio
