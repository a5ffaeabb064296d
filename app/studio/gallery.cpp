// SPDX-License-Identifier: Apache-2.0
#include "studio/gallery.h"

#include <algorithm>

namespace lemnos::studio {

Gallery::Gallery(QObject* parent) : QObject(parent) {}

int Gallery::rowOf(EntryId id) const {
    const auto at = std::ranges::find(m_entries, id, &GalleryEntry::id);
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

const GalleryEntry* Gallery::find(EntryId id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

const GalleryEntry* Gallery::findByPath(const QString& path) const {
    const auto at = std::ranges::find(m_entries, path, &GalleryEntry::path);
    return at == m_entries.end() ? nullptr : &*at;
}

GalleryEntry* Gallery::entry(EntryId id) {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries[std::size_t(row)];
}

int Gallery::unsavedCount() const {
    return int(std::ranges::count_if(m_entries, [](const GalleryEntry& e) { return e.state != SaveState::saved; }));
}

int Gallery::failedCount() const { return int(std::ranges::count(m_entries, SaveState::failed, &GalleryEntry::state)); }

EntryId Gallery::add(const FinishedPicture& picture) {
    GalleryEntry fresh;
    fresh.id = ++m_lastId;
    fresh.created = QDateTime::currentDateTime();
    fresh.request = picture.request;
    fresh.size = picture.image.size();
    fresh.thumbnail =
        picture.image.width() > thumbnailSide || picture.image.height() > thumbnailSide
            ? picture.image.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
            : picture.image;
    fresh.state = SaveState::saving;
    fresh.unsaved = picture;
    Q_EMIT rowsAboutToBeInserted(0, 0);
    m_entries.push_front(std::move(fresh));
    Q_EMIT rowsInserted();
    Q_EMIT saveWanted(m_lastId, picture, {});
    return m_lastId;
}

void Gallery::save(EntryId id, const QString& fileName) {
    GalleryEntry* const found = entry(id);
    if (!found || !found->unsaved) return;
    found->state = SaveState::saving;
    Q_EMIT rowChanged(rowOf(id));
    Q_EMIT saveWanted(id, *found->unsaved, fileName);
}

void Gallery::remove(EntryId id) {
    const GalleryEntry* const found = find(id);
    if (!found || found->state == SaveState::saving) return;
    if (found->state == SaveState::failed)
        drop(id);
    else
        Q_EMIT trashWanted(id, found->path);
}

void Gallery::noteSaved(EntryId id, const QString& path) {
    GalleryEntry* const found = entry(id);
    if (!found) return;
    found->state = SaveState::saved;
    found->path = path;
    found->error.clear();
    found->unsaved.reset();
    Q_EMIT rowChanged(rowOf(id));
    Q_EMIT saved(id);
}

void Gallery::noteSaveFailed(EntryId id, const QString& message) {
    GalleryEntry* const found = entry(id);
    if (!found) return;
    found->state = SaveState::failed;
    found->error = message;
    Q_EMIT rowChanged(rowOf(id));
    Q_EMIT saveFailed(id, message);
}

void Gallery::noteScanned(const QList<ScannedPicture>& pictures) {
    std::deque<GalleryEntry> fresh;
    for (const ScannedPicture& picture : pictures) {
        if (findByPath(picture.path)) continue;  // saved by this session while the scan was on its way
        GalleryEntry next;
        next.id = ++m_lastId;
        next.path = picture.path;
        next.created = picture.created;
        next.request = picture.request;
        next.infotext = picture.infotext;
        next.size = picture.size;
        next.thumbnail = picture.thumbnail;
        fresh.push_back(std::move(next));
    }
    if (fresh.empty()) return;
    Q_EMIT rowsAboutToBeInserted(size(), size() + int(fresh.size()) - 1);  // the scan goes from new to old
    std::ranges::move(fresh, std::back_inserter(m_entries));
    Q_EMIT rowsInserted();
}

void Gallery::noteTrashed(EntryId id) { drop(id); }

void Gallery::drop(EntryId id) {
    const int row = rowOf(id);
    if (row < 0) return;
    Q_EMIT rowAboutToBeRemoved(row);
    m_entries.erase(m_entries.begin() + row);
    Q_EMIT rowRemoved(id);
}

}  // namespace lemnos::studio
