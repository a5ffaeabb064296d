// SPDX-License-Identifier: Apache-2.0
#include "worker/model_importer.h"

#include <vector>

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include "base/mapped_file.h"
#include "formats/atomic_file.h"
#include "studio/model_library.h"

namespace lemnos::studio {
namespace {

constexpr std::size_t pieceBytes = std::size_t{8} << 20U;

QString subfolderFor(ModelKind kind) {
    switch (kind) {
        case ModelKind::lora: return QStringLiteral("loras");
        case ModelKind::vae: return QStringLiteral("vae");
        case ModelKind::embedding: return QStringLiteral("embeddings");
        case ModelKind::checkpoint:
        case ModelKind::unknown: break;
    }
    return QStringLiteral(".");
}

}  // namespace

void ModelImporter::import(const QString& path, ImportMode mode) {
    const ModelFile file = identify_file(path.toStdString());
    if (file.kind == ModelKind::unknown) {
        Q_EMIT failed(tr("It was not taken into the models folder: %1")
                          .arg(QString::fromStdString(file.problem ? file.problem->text() : std::string())));
        return;
    }
    const auto brought = bring(path, file.kind, mode);
    if (brought)
        Q_EMIT imported(*brought, file.kind);
    else if (brought.error().kind != ErrorKind::cancelled)
        Q_EMIT failed(QString::fromStdString(brought.error().text()));
}

Result<QString> ModelImporter::bring(const QString& path, ModelKind kind, ImportMode mode) {
    const QString folder = QDir::cleanPath(ModelLibrary::folder() + QLatin1Char('/') + subfolderFor(kind));
    if (!QDir().mkpath(folder)) return io_error("{}: the folder cannot be made", folder.toStdString());
    const QString goal = folder + QLatin1Char('/') + QFileInfo(path).fileName();
    const std::filesystem::path to = goal.toStdString();
    std::error_code failed;
    if (std::filesystem::exists(std::filesystem::symlink_status(to, failed)))
        return io_error("{}: is already there", goal.toStdString());
    if (mode == ImportMode::copy) {
        LEMNOS_CHECK(copy(path, to));
        return goal;
    }
    std::filesystem::create_symlink(QFileInfo(path).absoluteFilePath().toStdString(), to, failed);
    if (failed) return io_error("{}: the link cannot be made: {}", goal.toStdString(), failed.message());
    return goal;
}

Status ModelImporter::copy(const QString& from, const std::filesystem::path& to) {
    LEMNOS_TRY(const MappedFile file, MappedFile::open(from.toStdString()));
    LEMNOS_TRY(AtomicFile written, AtomicFile::create(to, OnExisting::refuse));
    std::vector<std::byte> piece(std::min<std::uint64_t>(pieceBytes, file.size()));
    QElapsedTimer sinceTold;
    sinceTold.start();
    for (std::uint64_t at = 0; at < file.size(); at += piece.size()) {
        LEMNOS_CHECK(m_cancel.check());
        if (at > 0 && sinceTold.elapsed() >= m_tellEvery.count()) {
            Q_EMIT progressed(from, double(at) / double(file.size()));
            sinceTold.start();
        }
        const auto bytes = std::span(piece).first(std::min<std::uint64_t>(piece.size(), file.size() - at));
        LEMNOS_CHECK(file.read_at(at, bytes));
        LEMNOS_CHECK(written.write(bytes));
    }
    return written.commit();
}

}  // namespace lemnos::studio
