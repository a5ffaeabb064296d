// SPDX-License-Identifier: Apache-2.0
#include "gallery/database.h"

#include <atomic>

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

QString freshConnectionName() {
    static std::atomic<int> number = 0;
    return u"gallery-%1"_s.arg(++number);
}

QString lockOf(const QString& file) { return file + u".lock"_s; }

}  // namespace

Database::Database(const QString& file) : m_file(file), m_connection(freshConnectionName()), m_lock(lockOf(file)) {
    m_lock.setStaleLockTime(0);  // it is held as long as the studio runs, and a dead owner's is noticed by its process
}

Database::~Database() {
    m_statements.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString& file) {
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return unsupported("Qt's SQLite driver is not installed (Debian: libqt6sql6-sqlite)");
    std::unique_ptr<Database> database(new Database(file));
    if (!database->m_lock.tryLock(0)) return io_error("{} is in use by another program", file.toStdString());
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_connection);
    connection.setDatabaseName(file);
    if (!connection.open()) return database->failure(connection.lastError());
    // NORMAL: after a power cut the last pictures are missing from the index, and are found in their folder again.
    for (const QString& pragma :
         {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA cache_size=-16000"_s})
        LEMNOS_CHECK(database->run(pragma));
    return database;
}

bool Database::isInUse(const QString& file) {
    QLockFile lock(lockOf(file));
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);
}

std::unexpected<Error> Database::failure(const QSqlError& error) const {
    const int code = error.nativeErrorCode().toInt() & 0xff;  // the rest says more of the same
    const ErrorKind kind = code == sqliteCorrupt || code == sqliteNotADatabase ? ErrorKind::bad_file : ErrorKind::io;
    return fail(kind, "{}: {}", m_file.toStdString(), error.databaseText().toStdString());
}

Result<QSqlQuery*> Database::execute(const QString& sql, const QVariantList& values) {
    auto& query = m_statements[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connection, false));
        query->setForwardOnly(true);
        if (!query->prepare(sql)) {
            const QSqlError error = query->lastError();
            m_statements.erase(sql);
            return failure(error);
        }
    }
    for (int i = 0; i < values.size(); ++i) query->bindValue(i, values[i]);
    if (!query->exec()) return failure(query->lastError());
    return query.get();
}

Status Database::run(const QString& sql, const QVariantList& values) {
    LEMNOS_TRY(QSqlQuery* const query, execute(sql, values));
    query->finish();
    return {};
}

Status Database::read(const QString& sql, const QVariantList& values, const Row& row) {
    LEMNOS_TRY(QSqlQuery* const query, execute(sql, values));
    while (query->next()) row(*query);
    const QSqlError error = query->lastError();
    query->finish();
    if (error.isValid()) return failure(error);
    return {};
}

Result<QVariant> Database::value(const QString& sql, const QVariantList& values) {
    QVariant found;
    LEMNOS_CHECK(read(sql, values, [&](const QSqlQuery& query) {
        if (!found.isValid()) found = query.value(0);
    }));
    return found;
}

Status Database::transact(const std::function<Status()>& work) {
    LEMNOS_CHECK(run(u"BEGIN IMMEDIATE"_s));
    Status status = work();
    if (status) status = run(u"COMMIT"_s);
    if (!status && !run(u"ROLLBACK"_s)) return status;  // what failed first is what there is to tell
    return status;
}

}  // namespace lemnos::studio
