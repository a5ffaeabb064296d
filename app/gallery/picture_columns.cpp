// SPDX-License-Identifier: Apache-2.0
#include "gallery/picture_columns.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <QDateTime>

namespace lemnos::studio {
namespace {

qint64 pixels(const auto& row) { return qint64(row.width) * row.height; }

bool hasShape(const auto& row, PictureShape shape) {
    switch (shape) {
        case PictureShape::any: return true;
        case PictureShape::portrait: return row.height > row.width;
        case PictureShape::landscape: return row.width > row.height;
        case PictureShape::square: return row.width == row.height;
    }
    return true;
}

struct Period {
    qint64 from = std::numeric_limits<qint64>::min();
    qint64 to = std::numeric_limits<qint64>::max();  // not included
};

Period periodOf(const PictureQuery& query) {
    Period period;
    if (query.from.isValid()) period.from = query.from.startOfDay().toMSecsSinceEpoch();
    if (query.to.isValid()) period.to = query.to.addDays(1).startOfDay().toMSecsSinceEpoch();
    return period;
}

/// What the larger comes first by; the time decides where it leaves pictures equal.
std::pair<qint64, qint64> sortKey(const auto& row, PictureOrder order) {
    switch (order) {
        case PictureOrder::newest: break;
        case PictureOrder::oldest: return {-row.created, 0};
        case PictureOrder::bestRated: return {2 * row.rating + (row.isStarred ? 1 : 0), row.created};
        case PictureOrder::largest: return {pixels(row), row.created};
    }
    return {row.created, 0};
}

}  // namespace

std::vector<PictureColumns::Row>::iterator PictureColumns::at(PictureId id) {
    const auto found = std::ranges::lower_bound(m_rows, id, {}, &Row::id);
    return found != m_rows.end() && found->id == id ? found : m_rows.end();
}

void PictureColumns::put(const IndexedPicture& picture) {
    auto& number = m_modelNumbers[picture.model];
    if (number == 0) {
        m_models.append(picture.model);
        number = int(m_models.size());
    }
    const Row row{.id = picture.id,
                  .created = picture.created,
                  .width = picture.size.width(),
                  .height = picture.size.height(),
                  .model = number - 1,
                  .rating = std::int8_t(picture.marks.rating),
                  .isStarred = picture.marks.isStarred};
    if (const auto known = at(row.id); known != m_rows.end())
        *known = row;
    else
        m_rows.push_back(row);
}

void PictureColumns::remove(PictureId id) {
    if (const auto known = at(id); known != m_rows.end()) m_rows.erase(known);
}

void PictureColumns::setMarks(PictureId id, const Marks& marks) {
    const auto known = at(id);
    if (known == m_rows.end()) return;
    known->rating = std::int8_t(marks.rating);
    known->isStarred = marks.isStarred;
}

QList<PictureId> PictureColumns::find(const PictureQuery& query,
                                      const std::optional<std::vector<PictureId>>& among) const {
    struct Hit {
        std::pair<qint64, qint64> key;
        PictureId id;
    };
    std::vector<Hit> hits;
    const Period period = periodOf(query);
    const int model = m_modelNumbers.value(query.model) - 1;
    auto candidate = among ? among->begin() : std::vector<PictureId>::const_iterator();
    for (const Row& row : m_rows) {
        if (among) {
            candidate = std::lower_bound(candidate, among->end(), row.id);
            if (candidate == among->end()) break;
            if (*candidate != row.id) continue;
        }
        if (!query.model.isEmpty() && row.model != model) continue;
        if (row.created < period.from || row.created >= period.to) continue;
        if (row.rating < query.leastRating || (query.isStarredOnly && !row.isStarred)) continue;
        if (pixels(row) < query.leastPixels || !hasShape(row, query.shape)) continue;
        hits.push_back({sortKey(row, query.order), row.id});
    }
    const auto precedes = [](const Hit& a, const Hit& b) { return a.key != b.key ? a.key > b.key : a.id > b.id; };
    std::ranges::reverse(hits);  // mostly they came in the order of time, and nothing is left to sort
    if (!std::ranges::is_sorted(hits, precedes)) std::ranges::sort(hits, precedes);
    QList<PictureId> ids;
    ids.reserve(qsizetype(hits.size()));
    for (const Hit& hit : hits) ids.append(hit.id);
    return ids;
}

QList<NameCount> PictureColumns::models() const {
    std::vector<int> counts(std::size_t(m_models.size()));
    for (const Row& row : m_rows) ++counts[std::size_t(row.model)];
    QList<NameCount> models;
    for (qsizetype i = 0; i < m_models.size(); ++i)
        if (!m_models[i].isEmpty() && counts[std::size_t(i)] > 0) models.append({m_models[i], counts[std::size_t(i)]});
    std::ranges::sort(models, {}, &NameCount::name);
    return models;
}

}  // namespace lemnos::studio
