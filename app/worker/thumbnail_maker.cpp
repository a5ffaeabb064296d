// SPDX-License-Identifier: Apache-2.0
#include "worker/thumbnail_maker.h"

#include <algorithm>

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QImageReader>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int quality = 88;  // of JPEG

QSize within(QSize size, int side) {
    return size.width() > side || size.height() > side ? size.scaled(side, side, Qt::KeepAspectRatio) : size;
}

}  // namespace

ThumbnailMaker::ThumbnailMaker(QString cacheFolder, CancelToken closing)
    : m_cacheFolder(std::move(cacheFolder)), m_closing(std::move(closing)) {}

void ThumbnailMaker::want(const ThumbnailWishes& wishes) {
    if (m_mailbox.put(wishes)) QMetaObject::invokeMethod(this, &ThumbnailMaker::work, Qt::QueuedConnection);
}

void ThumbnailMaker::work() {
    if (auto latest = m_mailbox.take()) m_wishes = *std::move(latest);
    if (m_wishes.pictures.isEmpty() || m_closing.is_cancelled()) return;
    const ThumbnailWish wish = m_wishes.pictures.takeFirst();
    QImage image = thumbnail(wish);
    const QSize size = within(image.size(), m_wishes.side);
    if (size != image.size()) image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    Q_EMIT made(wish.id, m_wishes.side, image);
    if (!m_wishes.pictures.isEmpty()) QMetaObject::invokeMethod(this, &ThumbnailMaker::work, Qt::QueuedConnection);
}

QImage ThumbnailMaker::thumbnail(const ThumbnailWish& wish) const {
    const QString file = cacheFile(wish);
    if (QImage cached(file); !cached.isNull()) return cached.convertToFormat(QImage::Format_RGB32);
    QImageReader reader(wish.path);
    const QSize size = reader.size();
    if (size.isValid()) reader.setScaledSize(within(size, side));
    QImage image = reader.read().convertToFormat(QImage::Format_RGB32);
    if (image.isNull()) return {};
    QSaveFile save(file);
    if (QDir().mkpath(file.section(u'/', 0, -2)) && save.open(QIODevice::WriteOnly) &&
        image.save(&save, "JPEG", quality))
        save.commit();  // without it the next look takes longer, and nothing else
    return image;
}

/// Another file of the same name has another stamp and so another thumbnail.
QString ThumbnailMaker::cacheFile(const ThumbnailWish& wish) const {
    const QByteArray key = wish.path.toUtf8() + '\n' + QByteArray::number(qint64(wish.stamp.modified)) + '\n' +
                           QByteArray::number(quint64(wish.stamp.bytes));
    const QString name =
        QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(32));
    return m_cacheFolder + u'/' + name.left(2) + u'/' + name.mid(2) + u".jpg"_s;
}

void ThumbnailMaker::trim(qint64 bytes) {
    QList<QFileInfo> files;
    qint64 total = 0;
    for (QDirIterator all(m_cacheFolder, {u"*.jpg"_s}, QDir::Files, QDirIterator::Subdirectories); all.hasNext();) {
        if (m_closing.is_cancelled()) return;
        files.append(all.nextFileInfo());
        total += files.back().size();
    }
    if (total <= bytes) return;
    std::ranges::sort(files, {}, [](const QFileInfo& file) { return file.lastModified(); });
    for (const QFileInfo& file : files) {
        if (total <= bytes || m_closing.is_cancelled()) return;
        if (QFile::remove(file.filePath())) total -= file.size();
    }
}

}  // namespace lemnos::studio
