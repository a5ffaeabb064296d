// SPDX-License-Identifier: Apache-2.0
#include "document/recovery_store.h"

#include <algorithm>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUuid>

#include "formats/atomic_file.h"

namespace lemnos::studio {
namespace {

const QString picture = QStringLiteral(".ora");
const QString note = QStringLiteral(".json");
const QString lockName = QStringLiteral(".lock");

/// Null if a living process holds it.
std::unique_ptr<QLockFile> lockOf(const QString& stem) {
    auto lock = std::make_unique<QLockFile>(stem + lockName);
    lock->setStaleLockTime(0);  // a lock is as good as its process, however old
    return lock->tryLock() ? std::move(lock) : nullptr;
}

Recoverable described(const QFileInfo& file) {
    Recoverable found{.id = file.completeBaseName(), .title = {}, .path = {}, .written = file.lastModified()};
    QFile text(file.dir().filePath(found.id + note));
    if (text.open(QIODevice::ReadOnly)) {
        const QJsonObject object = QJsonDocument::fromJson(text.readAll()).object();
        found.title = object.value(u"title").toString();
        found.path = object.value(u"path").toString();
    }
    return found;
}

}  // namespace

RecoverySlot::~RecoverySlot() = default;

Status RecoverySlot::write(const Contents& contents, const QString& title, const QString& path) {
    const QByteArray text =
        QJsonDocument(QJsonObject{{QStringLiteral("title"), title}, {QStringLiteral("path"), path}}).toJson();
    LEMNOS_CHECK(write_file((m_stem + note).toStdString(), std::as_bytes(std::span(text.constData(), text.size())),
                            OnExisting::replace));
    return saveOpenRaster(m_stem + picture, contents, {}, SaveEffort::quick);
}

Result<OpenedDocument> RecoverySlot::read() const { return openOpenRaster(m_stem + picture); }

void RecoverySlot::close() {
    for (const QString& ending : {picture, note}) QFile::remove(m_stem + ending);
    m_lock->unlock();
}

Result<std::unique_ptr<RecoverySlot>> RecoveryStore::begin() const {
    if (!QDir().mkpath(m_folder)) return io_error("{}: cannot be made", m_folder.toStdString());
    return take(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

QList<Recoverable> RecoveryStore::abandoned() const {
    QList<Recoverable> found;
    for (const QFileInfo& file : QDir(m_folder).entryInfoList({u'*' + picture}, QDir::Files))
        if (lockOf(file.dir().filePath(file.completeBaseName()))) found.append(described(file));
    std::ranges::sort(found, std::greater(), &Recoverable::written);
    return found;
}

Result<std::unique_ptr<RecoverySlot>> RecoveryStore::take(const QString& id) const {
    if (id.contains(u'/')) return invalid("{} is no name of a recovered document", id.toStdString());
    const QString stem = QDir(m_folder).filePath(id);
    auto lock = lockOf(stem);
    if (!lock) return io_error("{}: another Lemnos is working on it", stem.toStdString());
    return std::unique_ptr<RecoverySlot>(new RecoverySlot(stem, std::move(lock)));
}

}  // namespace lemnos::studio
