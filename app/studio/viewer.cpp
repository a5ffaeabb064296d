// SPDX-License-Identifier: Apache-2.0
#include "studio/viewer.h"

namespace lemnos::studio {

void Viewer::show(Showing showing, EntryId entry, const QImage& image, QSize size) {
    m_showing = showing;
    m_entry = entry;
    m_image = image;
    m_size = size;
    Q_EMIT changed();
}

void Viewer::followJobs() {
    m_followsJobs = true;
    Q_EMIT changed();
}

void Viewer::showPreview(const QImage& preview, QSize size) {
    if (!m_followsJobs || preview.isNull()) return;
    if (m_showing != Showing::preview) {
        m_entryBefore = m_entry;
        m_imageBefore = m_image;
    }
    show(Showing::preview, 0, preview, size);
}

void Viewer::dropPreview() {
    if (m_showing != Showing::preview) return;
    show(m_entryBefore ? Showing::entry : Showing::nothing, m_entryBefore, m_imageBefore, m_imageBefore.size());
}

void Viewer::showEntry(const GalleryEntry& entry) {
    m_followsJobs = false;
    if (entry.unsaved) return show(Showing::entry, entry.id, entry.unsaved->image, entry.size);
    show(Showing::entry, entry.id, entry.thumbnail, entry.size);
    Q_EMIT loadWanted(entry.id, entry.path);
}

void Viewer::showResult(EntryId entry, const QImage& image) {
    if (m_followsJobs) show(Showing::entry, entry, image, image.size());
}

void Viewer::clear() {
    m_entryBefore = 0;
    m_imageBefore = {};
    show(Showing::nothing, 0, {}, {});
}

void Viewer::noteLoaded(EntryId entry, const QImage& image) {
    if (m_showing == Showing::entry && m_entry == entry) show(Showing::entry, entry, image, image.size());
}

}  // namespace lemnos::studio
