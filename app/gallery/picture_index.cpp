// SPDX-License-Identifier: Apache-2.0
#include "gallery/picture_index.h"

#include <QDateTime>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int version = 1;

// What is filtered by lies in narrow rows, apart from the texts, so that opening reads a tenth of the file.
const QString tables[] = {
    u"CREATE TABLE pictures(id INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, name TEXT NOT NULL,"
    " created INTEGER NOT NULL, modified INTEGER NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL,"
    " height INTEGER NOT NULL, model TEXT NOT NULL, seed INTEGER NOT NULL, starred INTEGER NOT NULL,"
    " rating INTEGER NOT NULL, UNIQUE(folder, name))"_s,
    u"CREATE TABLE texts(id INTEGER PRIMARY KEY, prompt TEXT NOT NULL, negative TEXT NOT NULL, model TEXT NOT NULL,"
    " settings TEXT NOT NULL, names TEXT NOT NULL)"_s,
    // The columns stand as in the key: in another order SQLite 3.40's quick_check sees NULLs that are not there.
    u"CREATE TABLE names(kind INTEGER NOT NULL, name TEXT NOT NULL, picture INTEGER NOT NULL,"
    " PRIMARY KEY(kind, name, picture)) WITHOUT ROWID"_s,
    u"CREATE INDEX names_of_picture ON names(picture)"_s,
    u"CREATE TABLE notes(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"_s,
    u"CREATE VIRTUAL TABLE search USING fts5(prompt, negative, model, settings, names, content='texts',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"_s,
    u"CREATE TRIGGER texts_in AFTER INSERT ON texts BEGIN"
    " INSERT INTO search(rowid, prompt, negative, model, settings, names)"
    " VALUES(new.id, new.prompt, new.negative, new.model, new.settings, new.names); END"_s,
    u"CREATE TRIGGER texts_out AFTER DELETE ON texts BEGIN"
    " INSERT INTO search(search, rowid, prompt, negative, model, settings, names)"
    " VALUES('delete', old.id, old.prompt, old.negative, old.model, old.settings, old.names); END"_s,
    u"CREATE TRIGGER texts_new AFTER UPDATE ON texts BEGIN"
    " INSERT INTO search(search, rowid, prompt, negative, model, settings, names)"
    " VALUES('delete', old.id, old.prompt, old.negative, old.model, old.settings, old.names);"
    " INSERT INTO search(rowid, prompt, negative, model, settings, names)"
    " VALUES(new.id, new.prompt, new.negative, new.model, new.settings, new.names); END"_s,
};

QString setAside(const QString& file) {
    const QString other = u"%1.damaged-%2"_s.arg(file, QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    for (const QString& part : {u"-wal"_s, u"-shm"_s}) QFile::remove(file + part);  // they fit no other file
    return QFile::rename(file, other) ? other : QString();
}

}  // namespace

Result<PictureIndex::Opened> PictureIndex::open(const QString& file) {
    auto index = openSound(file);
    if (index) return Opened{.index = *std::move(index), .setAside = {}, .problem = {}};
    if (index.error().kind != ErrorKind::bad_file) return std::unexpected(std::move(index).error());
    return setAsideAndOpen(file, QString::fromStdString(index.error().text()));
}

Result<PictureIndex::Opened> PictureIndex::openAnew(const QString& file) { return setAsideAndOpen(file, {}); }

Result<PictureIndex::Opened> PictureIndex::setAsideAndOpen(const QString& file, const QString& problem) {
    if (Database::isInUse(file)) return io_error("{} is in use by another program", file.toStdString());
    const QString other = setAside(file);
    if (other.isEmpty()) return io_error("{} is damaged and could not be renamed", file.toStdString());
    LEMNOS_TRY(auto fresh, openSound(file));
    return Opened{.index = std::move(fresh), .setAside = other, .problem = problem};
}

Result<std::unique_ptr<PictureIndex>> PictureIndex::openSound(const QString& file) {
    LEMNOS_TRY(auto database, Database::open(file));
    std::unique_ptr<PictureIndex> index(new PictureIndex(std::move(database)));
    LEMNOS_TRY(const QVariant found, index->m_database->value(u"PRAGMA user_version"_s));
    if (found.toInt() != 0 && found.toInt() != version)
        return bad_file("{} has version {}, this program knows {}", file.toStdString(), found.toInt(), version);
    if (found.toInt() == 0) LEMNOS_CHECK(index->makeTables());
    LEMNOS_TRY(const QVariant verdict, index->m_database->value(u"PRAGMA quick_check(1)"_s));
    if (verdict.toString() != u"ok") return bad_file("{}: {}", file.toStdString(), verdict.toString().toStdString());
    LEMNOS_CHECK(index->loadColumns());
    return index;
}

Status PictureIndex::copyTo(const QString& file) {
    LEMNOS_CHECK(m_database->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));  // from here on the log holds nothing
    QFile::remove(file);
    QFile source(m_database->file());
    if (!source.copy(file)) return io_error("{}: {}", file.toStdString(), source.errorString().toStdString());
    return {};
}

Status PictureIndex::inspect(const QString& file) {
    LEMNOS_TRY(const auto database, Database::open(file));
    LEMNOS_TRY(const QVariant verdict, database->value(u"PRAGMA integrity_check(1)"_s));
    if (verdict.toString() != u"ok") return bad_file("{}: {}", file.toStdString(), verdict.toString().toStdString());
    return database->run(u"INSERT INTO search(search, rank) VALUES('integrity-check', 1)"_s);
}

Status PictureIndex::makeTables() {
    LEMNOS_TRY(const QVariant count, m_database->value(u"SELECT count(*) FROM sqlite_master"_s));
    if (count.toInt() != 0) return bad_file("the database has tables but no version");
    return m_database->transact([this]() -> Status {
        for (const QString& sql : tables) LEMNOS_CHECK(m_database->run(sql));
        return m_database->run(u"PRAGMA user_version=%1"_s.arg(version));
    });
}

Status PictureIndex::loadColumns() {
    m_columns = {};
    return m_database->read(u"SELECT id, created, width, height, model, starred, rating FROM pictures ORDER BY id"_s,
                            {}, [this](const QSqlQuery& row) {
                                IndexedPicture picture;
                                picture.id = row.value(0).toLongLong();
                                picture.created = row.value(1).toLongLong();
                                picture.size = {row.value(2).toInt(), row.value(3).toInt()};
                                picture.model = row.value(4).toString();
                                picture.marks.isStarred = row.value(5).toBool();
                                picture.marks.rating = row.value(6).toInt();
                                m_columns.put(picture);
                            });
}

/// The columns are changed along the way; when the transaction fails they are read again.
Status PictureIndex::change(const std::function<Status()>& work) {
    Status status = m_database->transact(work);
    if (!status && !loadColumns()) m_columns = {};
    return status;
}

}  // namespace lemnos::studio
