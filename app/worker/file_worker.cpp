// SPDX-License-Identifier: Apache-2.0
#include "worker/file_worker.h"

#include <algorithm>
#include <span>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImageReader>

#include "formats/atomic_file.h"
#include "formats/image.h"
#include "studio/start_picture.h"
#include "worker/picture_file.h"
#include "worker/trash.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int portionSize = 12;
constexpr qint64 largestText = 64 << 20;  // bytes of a file of tags or of what is kept

/// A file that is not there is empty.
Result<QByteArray> bytesOf(const QString& path) {
    QFile file(path);
    if (!file.exists()) return QByteArray();
    if (file.size() > largestText) return bad_file("{}: it is larger than 64 MiB", path.toStdString());
    if (!file.open(QIODevice::ReadOnly))
        return io_error("{} cannot be read: {}", path.toStdString(), file.errorString().toStdString());
    return file.readAll();
}

Status writeBytes(const QString& path, const QByteArray& bytes) {
    if (!QDir().mkpath(QFileInfo(path).path())) return io_error("the folder of {} cannot be made", path.toStdString());
    return write_file(path.toStdString(), std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))),
                      OnExisting::replace);
}

/// What was being saved when the studio was killed is no picture and never will be.
void sweepAbandoned(const QString& galleryFolder) {
    QDirIterator parts(galleryFolder, {u".lemnos-*.part"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (parts.hasNext()) sweep_abandoned(parts.next().toStdString());
}

Status trashIfThere(const QString& path) {
    if (!QFile::exists(path)) return {};
    const Status status = moveToTrash(path);
    if (status) return {};
    return io_error("{}", FileWorker::tr("%1 could not be moved to the trash: %2")
                              .arg(path, QString::fromStdString(status.error().text()))
                              .toStdString());
}

// Our folders are named by the day and our files by the time: they sort without asking the disk for each file's date.
// Whatever else lies in the gallery comes after them.
QString dateIn(const QFileInfo& file) {
    const QString day = file.path().section(u'/', -1);
    const bool isDay = QDate::fromString(day, Qt::ISODate).isValid();
    return isDay ? day + u'/' + file.fileName() : QString();
}

}  // namespace

void FileWorker::save(EntryId id, const FinishedPicture& picture, const QString& galleryFolder,
                      const QString& fileName) {
    const auto path =
        fileName.isEmpty() ? savePictureInGallery(picture, galleryFolder) : savePictureAs(picture, fileName);
    if (path)
        Q_EMIT saved(id, *path);
    else
        Q_EMIT saveFailed(id, QString::fromStdString(path.error().text()));
}

void FileWorker::load(EntryId id, const QString& path) {
    QImageReader reader(path);
    const QImage image = reader.read();
    if (image.isNull())
        Q_EMIT loadFailed(id, tr("%1 could not be read: %2").arg(path, reader.errorString()));
    else
        Q_EMIT loaded(id, image);
}

void FileWorker::look(const QString& path) {
    const auto picture = scanPicture(QFileInfo(path));
    Q_EMIT looked(path, picture ? picture->request : std::nullopt);
}

void FileWorker::recall(const QString& path, Recall what) {
    const auto picture = scanPicture(QFileInfo(path));
    Q_EMIT recalled(path, what, picture ? picture->request : std::nullopt);
}

void FileWorker::readWhole(const QString& path) { Q_EMIT wholeRead(path, QImageReader(path).read()); }

void FileWorker::open(const QString& path) { Q_EMIT opened(path, scanPicture(QFileInfo(path))); }

void FileWorker::readStartPicture(const QString& path) {
    const auto picture = read_image(path.toStdString());
    if (!picture) {
        Q_EMIT startPictureUnreadable(path, QString::fromStdString(picture.error().text()));
        return;
    }
    constexpr int side = StartPicture::thumbnailSide;
    const QImage image(picture->rgb.data(), int(picture->width), int(picture->height), qsizetype(3) * picture->width,
                       QImage::Format_RGB888);
    Q_EMIT startPictureRead(path, image.size(),
                            image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

void FileWorker::openVocabulary(const QString& model) {
    auto counter = PromptCounter::open(model.toStdString(), {});
    if (counter)
        Q_EMIT vocabularyOpened(model, std::make_shared<const PromptCounter>(*std::move(counter)));
    else
        Q_EMIT vocabularyMissing(model, QString::fromStdString(counter.error().text()));
}

void FileWorker::readKept(const QString& path) {
    if (const auto bytes = bytesOf(path))
        Q_EMIT keptRead(path, *bytes);
    else
        Q_EMIT keptUnreadable(path, QString::fromStdString(bytes.error().text()));
}

void FileWorker::keep(const QString& path, const QByteArray& bytes) {
    if (const Status status = writeBytes(path, bytes); !status)
        Q_EMIT keepFailed(path, QString::fromStdString(status.error().text()));
}

void FileWorker::setAside(const QString& path) {
    QString free = path + ".damaged"_L1;
    for (int i = 2; QFile::exists(free); ++i) free = u"%1.damaged-%2"_s.arg(path).arg(i);
    if (QFile::rename(path, free))
        Q_EMIT keptSetAside(path);
    else
        Q_EMIT keptUnreadable(path, tr("%1 could not be renamed.").arg(path));
}

void FileWorker::readTagsFile(const QString& path) {
    const auto bytes = QFile::exists(path) ? bytesOf(path) : io_error("{} is not there", path.toStdString());
    if (bytes)
        Q_EMIT tagsRead(path, std::make_shared<const CompletionIndex>(readTags(*bytes)));
    else
        Q_EMIT tagsUnreadable(path, QString::fromStdString(bytes.error().text()));
}

void FileWorker::trash(EntryId id, const QString& path) {
    if (const Status status = trashIfThere(path))
        Q_EMIT trashed(id);
    else
        Q_EMIT trashFailed(id, QString::fromStdString(status.error().text()));
}

void FileWorker::trashFile(const QString& path) {
    if (const Status status = trashIfThere(path))
        Q_EMIT fileTrashed(path);
    else
        Q_EMIT fileNotTrashed(QString::fromStdString(status.error().text()));
}

void FileWorker::scan(const QString& galleryFolder, int limit) {
    m_unscanned.clear();
    sweepAbandoned(galleryFolder);
    QDirIterator files(galleryFolder, {u"*.png"_s}, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (files.hasNext()) m_unscanned.append(files.nextFileInfo());
    std::ranges::sort(m_unscanned, std::ranges::greater(), dateIn);
    m_unscanned.resize(std::min<qsizetype>(m_unscanned.size(), limit));
    scanPortion();
}

void FileWorker::scanPortion() {
    QList<ScannedPicture> pictures;
    while (!m_unscanned.isEmpty() && pictures.size() < portionSize)
        if (auto picture = scanPicture(m_unscanned.takeFirst())) pictures.append(*std::move(picture));
    if (!pictures.isEmpty()) Q_EMIT scanned(pictures);
    if (m_unscanned.isEmpty())
        Q_EMIT scanFinished();
    else
        QMetaObject::invokeMethod(this, &FileWorker::scanPortion, Qt::QueuedConnection);
}

}  // namespace lemnos::studio
