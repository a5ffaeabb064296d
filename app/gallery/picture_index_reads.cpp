// SPDX-License-Identifier: Apache-2.0
// What is asked of the index.
#include <algorithm>
#include <charconv>

#include "gallery/picture_index.h"
#include "gallery/picture_names.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

IndexedPicture pictureFrom(const QSqlQuery& row) {
    IndexedPicture picture;
    picture.id = row.value(0).toLongLong();
    picture.folder = row.value(1).toString();
    picture.name = row.value(2).toString();
    picture.created = row.value(3).toLongLong();
    picture.stamp = {.bytes = row.value(5).toULongLong(), .modified = row.value(4).toLongLong()};
    picture.size = {row.value(6).toInt(), row.value(7).toInt()};
    picture.model = row.value(8).toString();
    picture.seed = quint64(row.value(9).toLongLong());
    picture.marks.isStarred = row.value(10).toBool();
    picture.marks.rating = row.value(11).toInt();
    picture.prompt = row.value(12).toString();
    picture.negativePrompt = row.value(13).toString();
    picture.settings = row.value(14).toString();
    return picture;
}

/// "7,12,40": many numbers in one text, because a row of its own for each costs QSqlQuery ten times as much.
std::vector<PictureId> numbersIn(const QByteArray& text) {
    std::vector<PictureId> numbers;
    for (const char *at = text.begin(), *const end = text.end(); at < end; ++at) {
        PictureId number = 0;
        at = std::from_chars(at, end, number).ptr;
        numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

Result<QStringList> PictureIndex::folders() {
    QStringList folders;
    LEMNOS_CHECK(m_database->read(u"SELECT DISTINCT folder FROM pictures"_s, {},
                                  [&](const QSqlQuery& row) { folders.append(row.value(0).toString()); }));
    return folders;
}

Result<QHash<QString, PictureIndex::Known>> PictureIndex::knownIn(const QString& folder) {
    QHash<QString, Known> known;
    LEMNOS_CHECK(m_database->read(
        u"SELECT name, id, bytes, modified FROM pictures WHERE folder=?"_s, {notNull(folder)},
        [&](const QSqlQuery& row) {
            known.insert(row.value(0).toString(),
                         {.id = row.value(1).toLongLong(),
                          .stamp = {.bytes = row.value(2).toULongLong(), .modified = row.value(3).toLongLong()}});
        }));
    return known;
}

Result<QList<IndexedPicture>> PictureIndex::read(const QList<PictureId>& ids) {
    QList<IndexedPicture> pictures;
    for (const PictureId id : ids) {
        LEMNOS_CHECK(m_database->read(
            u"SELECT pictures.id, folder, name, created, modified, bytes, width, height, pictures.model, seed, starred,"
            " rating, prompt, negative, settings FROM pictures JOIN texts ON texts.id = pictures.id"
            " WHERE pictures.id=?"_s,
            {id}, [&](const QSqlQuery& row) { pictures.append(pictureFrom(row)); }));
        LEMNOS_CHECK(m_database->read(u"SELECT kind, name FROM names WHERE picture=? ORDER BY kind, name"_s, {id},
                                      [&](const QSqlQuery& row) {
                                          Marks& marks = pictures.back().marks;
                                          (row.value(0).toInt() == int(NameKind::tag) ? marks.tags : marks.collections)
                                              .append(row.value(1).toString());
                                      }));
    }
    return pictures;
}

Result<PictureId> PictureIndex::idOf(const QString& path) {
    LEMNOS_TRY(const QVariant id, m_database->value(u"SELECT id FROM pictures WHERE folder=? AND name=?"_s,
                                                    {notNull(path.section(u'/', 0, -2)), path.section(u'/', -1)}));
    return id.toLongLong();
}

Result<QList<PictureId>> PictureIndex::marked() {
    LEMNOS_TRY(const auto ids, idsWhere(u"SELECT group_concat(id) FROM (SELECT id FROM pictures WHERE starred<>0 OR"
                                        " rating<>0 UNION SELECT picture FROM names)"_s,
                                        {}));
    return QList<PictureId>(ids.begin(), ids.end());
}

Result<std::vector<PictureId>> PictureIndex::idsWhere(const QString& sql, const QVariantList& values) {
    LEMNOS_TRY(const QVariant text, m_database->value(sql, values));
    std::vector<PictureId> ids = numbersIn(text.toString().toLatin1());
    std::ranges::sort(ids);
    return ids;
}

Result<QList<PictureId>> PictureIndex::find(const PictureQuery& query) {
    std::optional<std::vector<PictureId>> among;
    const auto narrow = [&](const QString& sql, const QVariantList& values) -> Status {
        LEMNOS_TRY(auto ids, idsWhere(sql, values));
        std::vector<PictureId> both;
        if (among) std::ranges::set_intersection(*among, ids, std::back_inserter(both));
        among = among ? std::move(both) : std::move(ids);
        return {};
    };
    if (const QString expression = fullTextExpression(query.text); !expression.isEmpty())
        LEMNOS_CHECK(narrow(u"SELECT group_concat(rowid) FROM search WHERE search MATCH ?"_s, {expression}));
    for (const auto& [kind, name] : {std::pair(NameKind::tag, query.tag), {NameKind::collection, query.collection}})
        if (!name.isEmpty())
            LEMNOS_CHECK(
                narrow(u"SELECT group_concat(picture) FROM names WHERE kind=? AND name=?"_s, {int(kind), name}));
    return m_columns.find(query, among);
}

Result<Facets> PictureIndex::facets() {
    Facets facets{.models = m_columns.models(), .tags = {}, .collections = {}};
    LEMNOS_CHECK(m_database->read(u"SELECT kind, name, count(*) FROM names GROUP BY kind, name ORDER BY kind, name"_s,
                                  {}, [&](const QSqlQuery& row) {
                                      auto& names =
                                          row.value(0).toInt() == int(NameKind::tag) ? facets.tags : facets.collections;
                                      names.append({row.value(1).toString(), row.value(2).toInt()});
                                  }));
    return facets;
}

Result<QString> PictureIndex::note(const QString& name) {
    LEMNOS_TRY(const QVariant text, m_database->value(u"SELECT text FROM notes WHERE name=?"_s, {name}));
    return text.toString();
}

}  // namespace lemnos::studio
