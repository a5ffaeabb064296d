// SPDX-License-Identifier: Apache-2.0
// What changes the index: pictures that come and go, and their marks.
#include "gallery/picture_index.h"
#include "gallery/picture_names.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

Status PictureIndex::put(const QList<IndexedPicture>& pictures) {
    return change([&]() -> Status {
        for (IndexedPicture picture : pictures) LEMNOS_CHECK(putOne(picture));
        return {};
    });
}

Status PictureIndex::putOne(IndexedPicture& picture) {
    LEMNOS_TRY(const QVariant id,
               m_database->value(
                   u"INSERT INTO pictures(folder, name, created, modified, bytes, width, height, model, seed, starred,"
                   " rating) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(folder, name) DO UPDATE SET"
                   " created=excluded.created, modified=excluded.modified, bytes=excluded.bytes, width=excluded.width,"
                   " height=excluded.height, model=excluded.model, seed=excluded.seed, starred=excluded.starred,"
                   " rating=excluded.rating RETURNING id"_s,
                   {notNull(picture.folder), picture.name, picture.created, qint64(picture.stamp.modified),
                    qint64(picture.stamp.bytes), picture.size.width(), picture.size.height(), notNull(picture.model),
                    qint64(picture.seed), picture.marks.isStarred, picture.marks.rating}));
    picture.id = id.toLongLong();
    LEMNOS_CHECK(m_database->run(
        u"INSERT INTO texts(id, prompt, negative, model, settings, names) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO"
        " UPDATE SET prompt=excluded.prompt, negative=excluded.negative, model=excluded.model,"
        " settings=excluded.settings, names=excluded.names"_s,
        {picture.id, notNull(picture.prompt), notNull(picture.negativePrompt), notNull(picture.model),
         notNull(picture.settings), namesText(picture.marks)}));
    LEMNOS_CHECK(writeNames(picture.id, picture.marks));
    m_columns.put(picture);
    return {};
}

Status PictureIndex::writeNames(PictureId id, const Marks& marks) {
    LEMNOS_CHECK(m_database->run(u"DELETE FROM names WHERE picture=?"_s, {id}));
    for (const auto& [kind, names] : {std::pair(NameKind::tag, marks.tags), {NameKind::collection, marks.collections}})
        for (const QString& name : names)
            LEMNOS_CHECK(
                m_database->run(u"INSERT INTO names(picture, kind, name) VALUES(?, ?, ?)"_s, {id, int(kind), name}));
    return {};
}

Status PictureIndex::remove(const QList<PictureId>& ids) {
    return change([&]() -> Status {
        for (const PictureId id : ids) {
            for (const QString& sql : {u"DELETE FROM names WHERE picture=?"_s, u"DELETE FROM texts WHERE id=?"_s,
                                       u"DELETE FROM pictures WHERE id=?"_s})
                LEMNOS_CHECK(m_database->run(sql, {id}));
            m_columns.remove(id);
        }
        return {};
    });
}

Status PictureIndex::setMarks(const QHash<PictureId, Marks>& marks) {
    return change([&]() -> Status {
        for (const auto& [id, marksOfOne] : marks.asKeyValueRange()) {
            LEMNOS_CHECK(m_database->run(u"UPDATE pictures SET starred=?, rating=? WHERE id=?"_s,
                                         {marksOfOne.isStarred, marksOfOne.rating, id}));
            LEMNOS_CHECK(m_database->run(u"UPDATE texts SET names=? WHERE id=? AND names<>?"_s,
                                         {namesText(marksOfOne), id, namesText(marksOfOne)}));
            LEMNOS_CHECK(writeNames(id, marksOfOne));
            m_columns.setMarks(id, marksOfOne);
        }
        return {};
    });
}

Status PictureIndex::setNote(const QString& name, const QString& text) {
    return m_database->run(u"INSERT OR REPLACE INTO notes(name, text) VALUES(?, ?)"_s, {name, notNull(text)});
}

}  // namespace lemnos::studio
