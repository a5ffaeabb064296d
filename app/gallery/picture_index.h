// SPDX-License-Identifier: Apache-2.0
// The index of a gallery folder in SQLite, with full-text search. An index only: the PNG files and the marks file are
// the truth, and what is lost here is read from them again. Belongs to one thread, the index thread of app/worker.
// After an Error of ErrorKind::bad_file the file is damaged: drop the object and call open() again.
#pragma once

#include <memory>

#include <QHash>

#include "gallery/database.h"
#include "gallery/picture.h"
#include "gallery/picture_columns.h"
#include "gallery/picture_query.h"

namespace lemnos::studio {

class PictureIndex {
public:
    struct Opened;
    /// Opens the file or makes it; a damaged one, or one of another version, is set aside under another name first.
    static Result<Opened> open(const QString& file);
    /// Sets aside what is there without a look: it was found to be damaged.
    static Result<Opened> openAnew(const QString& file);

    /// Writes a copy as of now, for inspect(). Quick: the file as it is.
    Status copyTo(const QString& file);
    /// Reads the whole of a file that nobody else has open: ErrorKind::bad_file where anything in it is damaged that
    /// SQLite can know of. Takes seconds for 100,000 pictures; any thread.
    static Status inspect(const QString& file);

    const QString& file() const { return m_database->file(); }
    int size() const { return m_columns.size(); }
    Result<QStringList> folders();
    struct Known {
        PictureId id = 0;
        FileStamp stamp;
    };
    /// The pictures of one folder, without those of the folders below it, by file name.
    Result<QHash<QString, Known>> knownIn(const QString& folder);

    /// A picture of the same folder and name is replaced and keeps its id. The ids given are no matter.
    Status put(const QList<IndexedPicture>& pictures);
    Status remove(const QList<PictureId>& ids);
    Status setMarks(const QHash<PictureId, Marks>& marks);

    /// Those of them that there still are, in this order.
    Result<QList<IndexedPicture>> read(const QList<PictureId>& ids);
    /// Of a path below the gallery folder; 0 if it is not known.
    Result<PictureId> idOf(const QString& path);
    /// Every picture that carries marks.
    Result<QList<PictureId>> marked();
    Result<QList<PictureId>> find(const PictureQuery& query);
    Result<Facets> facets();

    /// A note of its user that is kept with the index; empty if there is none.
    Result<QString> note(const QString& name);
    Status setNote(const QString& name, const QString& text);

private:
    explicit PictureIndex(std::unique_ptr<Database> database) : m_database(std::move(database)) {}
    static Result<Opened> setAsideAndOpen(const QString& file, const QString& problem);
    static Result<std::unique_ptr<PictureIndex>> openSound(const QString& file);
    Status makeTables();
    Status loadColumns();
    Status change(const std::function<Status()>& work);
    Status putOne(IndexedPicture& picture);
    Status writeNames(PictureId id, const Marks& marks);
    Result<std::vector<PictureId>> idsWhere(const QString& sql, const QVariantList& values);

    std::unique_ptr<Database> m_database;
    PictureColumns m_columns;
};

struct PictureIndex::Opened {
    std::unique_ptr<PictureIndex> index;
    QString setAside;  // where a damaged file lies now; empty if there was none
    QString problem;   // of that file
};

}  // namespace lemnos::studio
