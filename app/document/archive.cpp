// SPDX-License-Identifier: Apache-2.0
#include "document/archive.h"

#include <utility>

#include <zip.h>
#include <QFile>

#include "formats/atomic_file.h"

namespace lemnos::studio {
namespace {

struct FileCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using File = std::unique_ptr<zip_file_t, FileCloser>;

std::string sentence(zip_error_t& error) {
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

bool leadsOut(const QString& name) {
    return name.isEmpty() || name.startsWith(u'/') || name.contains(u'\\') || name.contains(u':') ||
           name.split(u'/').contains(QStringLiteral(".."));
}

}  // namespace

void ArchiveReader::Closer::operator()(zip* archive) const { zip_discard(archive); }

Result<ArchiveReader> ArchiveReader::open(const QString& path) {
    int code = 0;
    ArchiveReader reader;
    reader.m_archive.reset(zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY, &code));
    if (!reader.m_archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const bool isOfSystem = code == ZIP_ER_OPEN || code == ZIP_ER_NOENT || code == ZIP_ER_READ;
        if (isOfSystem) return io_error("this cannot be opened: {}", sentence(error));
        return bad_file("this is no whole zip archive: {}", sentence(error));
    }
    const zip_int64_t entries = zip_get_num_entries(reader.m_archive.get(), 0);
    if (entries > mostEntries) return bad_file("there are {} files in it; at most {} are read", entries, mostEntries);
    for (zip_int64_t i = 0; i < entries; ++i) {
        const char* const name = zip_get_name(reader.m_archive.get(), zip_uint64_t(i), 0);
        const QString text = QString::fromUtf8(name);
        if (!leadsOut(text)) reader.m_names.append(text);
    }
    return reader;
}

Result<QByteArray> ArchiveReader::read(const QString& name, qint64 limit) const {
    LEMNOS_TRY(QByteArray content, readStart(name, limit + 1));
    if (content.size() > limit) return bad_file("{} has more than {} bytes", name.toStdString(), limit);
    return content;
}

// What the archive says about sizes is not believed: memory grows with what comes.
Result<QByteArray> ArchiveReader::readStart(const QString& name, qint64 bytes) const {
    const std::string shown = name.toStdString();
    if (!contains(name)) return bad_file("{} is missing", shown);
    const File file(zip_fopen(m_archive.get(), name.toUtf8().constData(), 0));
    if (!file) return bad_file("{} cannot be read: {}", shown, zip_strerror(m_archive.get()));
    QByteArray content;
    zip_int64_t count = 1;
    while (count > 0 && content.size() < bytes) {
        const qsizetype before = content.size();
        const qint64 piece = std::min<qint64>(bytes - before, 1 << 20);
        content.resize(before + piece);
        count = zip_fread(file.get(), content.data() + before, zip_uint64_t(piece));
        if (count < 0) return bad_file("{} is damaged: {}", shown, zip_file_strerror(file.get()));
        content.resize(before + count);
    }
    return content;
}

ArchiveWriter::ArchiveWriter() {
    zip_error_t error;
    zip_error_init(&error);
    m_buffer = zip_source_buffer_create(nullptr, 0, 1, &error);
    if (m_buffer) {
        zip_source_keep(m_buffer);  // the archive takes one reference with it when it is closed
        m_archive = zip_open_from_source(m_buffer, ZIP_TRUNCATE, &error);
    }
    if (!m_archive) m_error = sentence(error);
}

ArchiveWriter::~ArchiveWriter() {
    if (m_archive) zip_discard(m_archive);
    if (m_buffer) zip_source_free(m_buffer);
}

void ArchiveWriter::keepError(const char* message) {
    if (m_error.empty()) m_error = message;
}

void ArchiveWriter::add(const QString& name, QByteArray content, Packing packing) {
    if (!m_archive) return;
    m_contents.push_back(std::move(content));
    const QByteArray& kept = m_contents.back();
    zip_source_t* const source = zip_source_buffer(m_archive, kept.constData(), zip_uint64_t(kept.size()), 0);
    const zip_int64_t index =
        source ? zip_file_add(m_archive, name.toUtf8().constData(), source, ZIP_FL_OVERWRITE) : -1;
    if (index < 0) {
        if (source) zip_source_free(source);
        return keepError(zip_strerror(m_archive));
    }
    const int method = packing == Packing::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(m_archive, zip_uint64_t(index), method, 0) != 0) keepError(zip_strerror(m_archive));
}

Status ArchiveWriter::save(const QString& path) {
    if (m_archive && m_error.empty()) {
        if (zip_close(m_archive) == 0)
            m_archive = nullptr;
        else
            keepError(zip_strerror(m_archive));
    }
    if (!m_error.empty()) return io_error("the archive could not be made: {}", m_error);

    LEMNOS_TRY(AtomicFile file, AtomicFile::create(path.toStdString(), OnExisting::replace));
    if (zip_source_open(m_buffer) != 0) return out_of_memory("the archive could not be read back from memory");
    std::vector<std::byte> piece(std::size_t{1} << 20U);
    zip_int64_t count = 0;
    Status written;
    while (written && (count = zip_source_read(m_buffer, piece.data(), piece.size())) > 0)
        written = file.write(std::span(piece).first(std::size_t(count)));
    zip_source_close(m_buffer);
    LEMNOS_CHECK(written);
    if (count < 0) return io_error("the archive could not be read back from memory");
    return file.commit();
}

}  // namespace lemnos::studio
