// SPDX-License-Identifier: Apache-2.0
#include "worker/gallery_store.h"

#include <algorithm>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int mostStudios = 8;  // on one gallery folder at once
const QString stampNote = u"marks"_s;
const QString soundNote = u"sound"_s;  // when that was found last, in seconds
constexpr qint64 soundForSeconds = 24 * 60 * 60;

// The context is where lupdate files what this file says.
QString tr(const char* text) { return QCoreApplication::translate("lemnos::studio::GalleryStore", text); }

/// Each gallery folder has an index of its own; where another studio has it open, the next number is taken.
QString indexFile(const QString& galleryFolder, const QString& indexFolder, int number) {
    const QByteArray hash =
        QCryptographicHash::hash(QDir(galleryFolder).absolutePath().toUtf8(), QCryptographicHash::Sha256);
    const QString name = u"index-"_s + QString::fromLatin1(hash.toHex().left(12));
    return indexFolder + u'/' + (number == 1 ? name : u"%1-%2"_s.arg(name).arg(number)) + u".db"_s;
}

Result<PictureIndex::Opened> openIndex(const QString& galleryFolder, const QString& indexFolder,
                                       GalleryStore::Index index) {
    if (!QDir().mkpath(indexFolder)) return io_error("{} could not be made", indexFolder.toStdString());
    int number = 1;
    while (number < mostStudios && Database::isInUse(indexFile(galleryFolder, indexFolder, number))) ++number;
    const QString file = indexFile(galleryFolder, indexFolder, number);
    return index == GalleryStore::Index::anew ? PictureIndex::openAnew(file) : PictureIndex::open(file);
}

}  // namespace

Result<std::unique_ptr<GalleryStore>> GalleryStore::open(const QString& galleryFolder, const QString& indexFolder,
                                                         Index index) {
    LEMNOS_TRY(PictureIndex::Opened opened, openIndex(galleryFolder, indexFolder, index));
    std::unique_ptr<GalleryStore> store(new GalleryStore(galleryFolder, std::move(opened.index)));
    if (!opened.setAside.isEmpty())
        store->m_notices.append(tr("The gallery's index was damaged and is being made anew from the pictures; nothing "
                                   "is lost. The damaged file is %1.")
                                    .arg(opened.setAside));
    if (const auto taken = store->takeMarks(); !taken) return std::unexpected(taken.error());
    return store;
}

// Neither the index nor the file takes marks away by being gone: each is made anew from the other.
Result<bool> GalleryStore::takeMarks() {
    if (!QDir(m_folder).exists()) return false;  // a drive that is not there: what is known stays
    if (m_isLoaded && !m_marks.isChanged()) return false;
    const Status status = m_marks.load();
    if (!status && status.error().kind != ErrorKind::bad_file) return std::unexpected(status.error());
    m_isLoaded = true;
    if (status && m_marks.exists()) {
        LEMNOS_CHECK(marksToIndex());
        return true;
    }
    if (!status) {
        LEMNOS_CHECK(m_marks.setAside());
        m_notices.append(tr("The file of stars, ratings and tags was damaged and is written anew from the index: %1")
                             .arg(QString::fromStdString(status.error().text())));
    }
    LEMNOS_CHECK(marksFromIndex());
    return true;
}

Status GalleryStore::marksFromIndex() {
    LEMNOS_TRY(const auto ids, m_index->marked());
    if (ids.isEmpty()) return {};
    LEMNOS_TRY(const auto pictures, m_index->read(ids));
    QHash<QString, Marks> marks;
    for (const IndexedPicture& picture : pictures) marks.insert(picture.path(), picture.marks);
    LEMNOS_CHECK(m_marks.set(marks));
    return m_index->setNote(stampNote, m_marks.stampText());
}

Status GalleryStore::marksToIndex() {
    LEMNOS_TRY(const QString taken, m_index->note(stampNote));
    if (taken == m_marks.stampText()) return {};
    QHash<PictureId, Marks> marks;
    LEMNOS_TRY(const auto before, m_index->marked());
    for (const PictureId id : before) marks.insert(id, {});
    for (const auto& [path, marksOfOne] : m_marks.marks().asKeyValueRange()) {
        LEMNOS_TRY(const PictureId id, m_index->idOf(path));
        if (id != 0) marks.insert(id, marksOfOne);
    }
    LEMNOS_CHECK(m_index->setMarks(marks));
    return m_index->setNote(stampNote, m_marks.stampText());
}

bool GalleryStore::wasSoundLately() {
    const qint64 age = QDateTime::currentSecsSinceEpoch() - m_index->note(soundNote).value_or(QString()).toLongLong();
    return age >= 0 && age < soundForSeconds;
}

Status GalleryStore::noteSound() {
    return m_index->setNote(soundNote, QString::number(QDateTime::currentSecsSinceEpoch()));
}

Status GalleryStore::put(QList<IndexedPicture> pictures) {
    QHash<QString, Marks> moved;
    for (IndexedPicture& picture : pictures) {
        const QString path = picture.path();
        const auto same = std::ranges::find(m_orphans, picture.stamp, &Orphan::stamp);
        if (!m_marks.marks().contains(path) && same != m_orphans.end()) {
            moved.insert(path, m_marks.marks().value(same->path));
            moved.insert(same->path, {});
            picture.marks = moved[path];
            m_orphans.erase(same);
        } else {
            picture.marks = m_marks.marks().value(path);
        }
    }
    if (!moved.isEmpty()) LEMNOS_CHECK(m_marks.set(moved));
    return m_index->put(pictures);
}

// Their marks stay in the file: a folder that was taken away may come back.
Status GalleryStore::remove(const QList<PictureId>& ids) {
    LEMNOS_TRY(const auto pictures, m_index->read(ids));
    for (const IndexedPicture& picture : pictures)
        if (m_marks.marks().contains(picture.path())) m_orphans.append({picture.stamp, picture.path()});
    return m_index->remove(ids);
}

Status GalleryStore::mark(const QList<PictureId>& ids, const MarkChange& change) {
    // What another studio has marked since is changed, not replaced.
    if (const auto taken = takeMarks(); !taken) return std::unexpected(taken.error());
    LEMNOS_TRY(const auto pictures, m_index->read(ids));
    QHash<QString, Marks> byPath;
    QHash<PictureId, Marks> byId;
    for (const IndexedPicture& picture : pictures)
        byId[picture.id] = byPath[picture.path()] = change.appliedTo(picture.marks);
    LEMNOS_CHECK(m_marks.set(byPath));
    LEMNOS_CHECK(m_index->setMarks(byId));
    return m_index->setNote(stampNote, m_marks.stampText());
}

}  // namespace lemnos::studio
