// SPDX-License-Identifier: Apache-2.0
#include "studio/picture_browser.h"

#include <algorithm>

namespace lemnos::studio {
namespace {

constexpr int mostRunsUpdated = 64;  // with more changes than these a view is quicker to start anew

}  // namespace

PictureBrowser::PictureBrowser(QObject* parent) : QObject(parent) {}

QImage PictureBrowser::thumbnail(PictureId id) const {
    const QImage* const image = m_thumbnails.object(id);
    return image ? *image : QImage();
}

QStringList PictureBrowser::pathsOf(const QList<IndexedPicture>& pictures) const {
    QStringList paths;
    for (const IndexedPicture& picture : pictures) paths.append(pathOf(picture));
    return paths;
}

void PictureBrowser::withPictures(const QList<PictureId>& ids, QObject* context, const PicturesTold& tell) {
    QList<IndexedPicture> pictures;
    for (const PictureId id : ids) {
        const IndexedPicture* const known = picture(id);
        if (!known) {
            m_questions.insert(++m_lastQuestion, {context, tell});
            Q_EMIT fetchWanted(m_lastQuestion, ids);
            return;
        }
        pictures.append(*known);
    }
    tell(pictures);
}

void PictureBrowser::noteFetched(int number, const QList<IndexedPicture>& pictures) {
    const Question question = m_questions.take(number);
    if (question.context) question.tell(pictures);
}

void PictureBrowser::setQuery(const PictureQuery& query) {
    if (query == m_query) return;
    m_query = query;
    m_isOther = true;
    ask();
}

// One question at a time: while somebody types, those in between are never asked.
void PictureBrowser::ask() {
    m_isOutdated = m_isAsking;
    if (m_isAsking) return;
    m_isAsking = true;
    Q_EMIT findWanted(++m_number, m_query);
}

void PictureBrowser::noteFound(int number, const QList<PictureId>& ids) {
    if (number != m_number) return;
    m_isAsking = false;
    if (m_isOutdated) return ask();
    if (m_isOther || !update(ids)) replace(ids);
    m_isOther = false;
    wish();
}

void PictureBrowser::replace(const QList<PictureId>& ids) {
    Q_EMIT aboutToReset();
    m_ids = ids;
    Q_EMIT wasReset();
}

/// Row by row what is gone and what is new, so that selection and place stay; false if too much is different.
bool PictureBrowser::update(const QList<PictureId>& ids) {
    if (ids == m_ids) return true;
    const QSet<PictureId> before(m_ids.begin(), m_ids.end());
    QList<PictureId> stay;
    QList<std::pair<int, int>> inserted;  // first and last row
    for (int row = 0; row < int(ids.size()); ++row) {
        if (before.contains(ids[row]))
            stay.append(ids[row]);
        else if (!inserted.isEmpty() && inserted.back().second == row - 1)
            inserted.back().second = row;
        else
            inserted.append({row, row});
    }
    const QSet<PictureId> staying(stay.begin(), stay.end());
    QList<PictureId> kept;
    std::ranges::copy_if(m_ids, std::back_inserter(kept), [&](PictureId id) { return staying.contains(id); });
    if (kept != stay || inserted.size() > mostRunsUpdated || m_ids.size() - kept.size() > mostRunsUpdated) return false;
    for (int row = size() - 1; row >= 0; --row) {
        if (staying.contains(m_ids[row])) continue;
        Q_EMIT rowsAboutToBeRemoved(row, row);
        m_ids.removeAt(row);
        Q_EMIT rowsRemoved();
    }
    for (const auto& [first, last] : inserted) {
        Q_EMIT rowsAboutToBeInserted(first, last);
        const auto fresh = ids.sliced(first, last - first + 1);
        m_ids.insert(first, fresh.size(), 0);
        std::ranges::copy(fresh, m_ids.begin() + first);
        Q_EMIT rowsInserted();
    }
    return true;
}

void PictureBrowser::setSight(int first, int last, int thumbnailSide) {
    if (first == m_firstSeen && last == m_lastSeen && thumbnailSide == m_thumbnailSide) return;
    if (thumbnailSide != m_thumbnailSide) m_thumbnails.clear();
    m_firstSeen = first;
    m_lastSeen = last;
    m_thumbnailSide = thumbnailSide;
    wish();
}

/// What is in sight, then a page before and after it.
void PictureBrowser::wish() {
    const int page = m_lastSeen - m_firstSeen + 1;
    QList<PictureId> unknown;
    ThumbnailWishes wishes{.side = m_thumbnailSide, .pictures = {}};
    const auto want = [&](int from, int to) {
        for (int row = std::max(from, 0); row <= std::min(to, size() - 1); ++row) {
            const IndexedPicture* const known = picture(m_ids[row]);
            if (!m_fresh.contains(m_ids[row]) && !m_asked.contains(m_ids[row])) unknown.append(m_ids[row]);
            if (known && m_thumbnailSide > 0 && !m_thumbnails.contains(known->id))
                wishes.pictures.append({known->id, pathOf(*known), known->stamp});
        }
    };
    want(m_firstSeen, m_lastSeen);
    want(m_lastSeen + 1, m_lastSeen + page);
    want(m_firstSeen - page, m_firstSeen - 1);
    m_asked.unite(QSet<PictureId>(unknown.begin(), unknown.end()));
    if (!unknown.isEmpty()) Q_EMIT readWanted(unknown);
    if (!wishes.pictures.isEmpty()) Q_EMIT thumbnailsWanted(wishes);
}

void PictureBrowser::mark(const QList<PictureId>& ids, const MarkChange& change) {
    if (ids.isEmpty()) return;
    for (const PictureId id : ids)
        if (IndexedPicture* const known = m_pictures.object(id)) {
            known->marks = change.appliedTo(known->marks);  // at once; the file follows
            tellRow(id);
        }
    Q_EMIT markWanted(ids, change);
}

void PictureBrowser::tellRow(PictureId id) {
    if (const int row = rowOf(id); row >= 0) Q_EMIT rowsChanged(row, row);
}

void PictureBrowser::noteMadeAnew() {
    replace({});
    m_pictures.clear();
    m_thumbnails.clear();
    m_asked.clear();
    m_fresh.clear();
}

void PictureBrowser::noteFolder(const QString& folder) { m_folder = folder; }

void PictureBrowser::noteRead(const QList<IndexedPicture>& pictures) {
    for (const IndexedPicture& picture : pictures) {
        m_asked.remove(picture.id);
        m_fresh.insert(picture.id);
        const IndexedPicture* const before = m_pictures.object(picture.id);
        if (before && before->stamp != picture.stamp) m_thumbnails.remove(picture.id);  // another picture in its place
        m_pictures.insert(picture.id, new IndexedPicture(picture));
        tellRow(picture.id);
    }
    wish();
}

void PictureBrowser::noteChanged(const Facets& facets) {
    m_asked.clear();
    m_fresh.clear();
    if (facets != m_facets) {
        m_facets = facets;
        Q_EMIT facetsChanged();
    }
    ask();
}

void PictureBrowser::noteProgress(int unread) {
    m_unread = unread;
    Q_EMIT progressed();
}

// Of a file that is no picture the thumbnail stays empty, and is not asked for again and again.
void PictureBrowser::noteThumbnail(PictureId id, int side, const QImage& image) {
    if (side != m_thumbnailSide || !m_pictures.contains(id)) return;
    m_thumbnails.insert(id, new QImage(image), std::max<qsizetype>(image.sizeInBytes(), 1));
    tellRow(id);
}

}  // namespace lemnos::studio
