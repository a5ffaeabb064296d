// SPDX-License-Identifier: Apache-2.0
// What the canvas shows: nothing yet, the live preview of the running job, or one picture of the gallery. It follows
// the running job until the user picks an older picture, and comes back when a new job is asked for. GUI thread;
// owned by StudioModel. Pictures of the gallery are loaded from their files by app/worker when they are wanted.
#pragma once

#include <QImage>
#include <QObject>
#include <QSize>

#include "studio/gallery.h"

namespace lemnos::studio {

class Viewer : public QObject {
    Q_OBJECT
public:
    enum class Showing { nothing, preview, entry };

    using QObject::QObject;

    Showing showing() const { return m_showing; }
    const QImage& image() const { return m_image; }
    /// The size that the picture has or will have; a preview or thumbnail standing in for it may be smaller.
    QSize size() const { return m_size; }
    EntryId entry() const { return m_entry; }  // 0 unless an entry is shown
    bool followsJobs() const { return m_followsJobs; }

    void followJobs();
    void showPreview(const QImage& preview, QSize size);
    /// Shows an entry now if its picture is in memory, otherwise its thumbnail until noteLoaded().
    void showEntry(const GalleryEntry& entry);
    void showResult(EntryId entry, const QImage& image);
    /// A job ended without a picture: what was shown before its preview comes back.
    void dropPreview();
    void clear();

    void noteLoaded(EntryId entry, const QImage& image);

Q_SIGNALS:
    void changed();
    void loadWanted(lemnos::studio::EntryId entry, const QString& path);

private:
    void show(Showing showing, EntryId entry, const QImage& image, QSize size);

    Showing m_showing = Showing::nothing;
    QImage m_image;
    QSize m_size;
    EntryId m_entry = 0;
    QImage m_imageBefore;  // what the preview covers
    EntryId m_entryBefore = 0;
    bool m_followsJobs = true;
};

}  // namespace lemnos::studio
