// SPDX-License-Identifier: Apache-2.0
// Zip archives (libzip): read with a limit for every file in it, written whole or not at all. Names in an archive are
// never used as names on the disk. Move-only; one thread at a time.
#pragma once

#include <memory>

#include <QByteArray>
#include <QStringList>

#include "base/result.h"

struct zip;
struct zip_source;

namespace lemnos::studio {

class ArchiveReader {
public:
    static constexpr qint64 mostEntries = 4096;

    static Result<ArchiveReader> open(const QString& path);

    /// In the order of the archive. Names that lead out of it (absolute, or with "..") are left out.
    const QStringList& names() const { return m_names; }
    bool contains(const QString& name) const { return m_names.contains(name); }
    /// Refuses what is not there, is damaged, or has more than `limit` bytes.
    Result<QByteArray> read(const QString& name, qint64 limit) const;
    /// The first bytes, or all if there are fewer.
    Result<QByteArray> readStart(const QString& name, qint64 bytes) const;

private:
    struct Closer {
        void operator()(zip* archive) const;
    };
    std::unique_ptr<zip, Closer> m_archive;
    QStringList m_names;
};

enum class Packing { stored, deflated };

class ArchiveWriter {
public:
    ArchiveWriter();
    ArchiveWriter(ArchiveWriter&&) = delete;
    ~ArchiveWriter();

    /// In this order. Errors are kept for save().
    void add(const QString& name, QByteArray content, Packing packing);
    /// Ends the archive and puts it under `path` by the save protocol, in the place of what is there.
    Status save(const QString& path);

private:
    void keepError(const char* message);

    zip* m_archive = nullptr;
    zip_source* m_buffer = nullptr;
    std::vector<QByteArray> m_contents;  // read when the archive is ended
    std::string m_error;
};

}  // namespace lemnos::studio
