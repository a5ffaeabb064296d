// SPDX-License-Identifier: Apache-2.0
// One SQLite file and the only connection to it: statements in, Results out. Belongs to the thread that opened it.
// SQLite's write-ahead log, so that a crash leaves the last finished transaction. A second studio is kept out by a
// lock file: two writers at once can damage the log in SQLite before 3.51.3.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include <QLockFile>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include "base/result.h"

namespace lemnos::studio {

class Database {
public:
    using Row = std::function<void(const QSqlQuery&)>;

    /// ErrorKind::io if the file is in use or cannot be opened, ::bad_file if it is damaged.
    static Result<std::unique_ptr<Database>> open(const QString& file);
    /// By this program or another one.
    static bool isInUse(const QString& file);
    const QString& file() const { return m_file; }
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// The statement is prepared once and kept: pass what changes as values.
    Status run(const QString& sql, const QVariantList& values = {});
    Status read(const QString& sql, const QVariantList& values, const Row& row);
    /// The first column of the first row; an invalid variant if there is none.
    Result<QVariant> value(const QString& sql, const QVariantList& values = {});
    /// All of it is written, or nothing.
    Status transact(const std::function<Status()>& work);

private:
    explicit Database(const QString& file);
    Result<QSqlQuery*> execute(const QString& sql, const QVariantList& values);
    std::unexpected<Error> failure(const QSqlError& error) const;

    QString m_file;
    QString m_connection;
    QLockFile m_lock;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_statements;
};

}  // namespace lemnos::studio
