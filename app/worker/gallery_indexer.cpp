// SPDX-License-Identifier: Apache-2.0
#include "worker/gallery_indexer.h"

#include <algorithm>
#include <chrono>

#include <QDir>
#include <QFileSystemWatcher>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

constexpr int portionMilliseconds = 40;  // the longest that a question waits for files being read
constexpr int toldEveryMilliseconds = 500;
constexpr int settleMilliseconds = 150;  // a file that appears is mostly followed by others
constexpr int youngMilliseconds = 2000;  // a file may still be being written
constexpr int mostWatchedFolders = 4000;

bool isYoung(const FileStamp& stamp) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::abs(now - std::chrono::nanoseconds(stamp.modified)) <
           std::chrono::milliseconds(youngMilliseconds);
}

}  // namespace

GalleryIndexer::GalleryIndexer(QString indexFolder, CancelToken closing)
    : m_indexFolder(std::move(indexFolder)), m_closing(std::move(closing)) {}
GalleryIndexer::~GalleryIndexer() = default;

void GalleryIndexer::open(const QString& galleryFolder) {
    if (!m_watcher) {
        m_watcher = new QFileSystemWatcher(this);
        m_soon = new QTimer(this);
        m_soon->setSingleShot(true);
        connect(m_watcher, &QFileSystemWatcher::directoryChanged, this, &GalleryIndexer::noteChange);
        connect(m_soon, &QTimer::timeout, this, [this] {
            m_folders.append(QStringList(m_changedFolders.begin(), m_changedFolders.end()));
            m_changedFolders.clear();
            findFoldersThatCameOrWent();
            wake();
        });
    }
    m_galleryFolder = QDir(galleryFolder).absolutePath();
    reopen(GalleryStore::Index::kept);
}

void GalleryIndexer::reopen(GalleryStore::Index index) {
    m_store.reset();
    m_folders.clear();
    m_unread.clear();
    m_inspected.clear();  // a verdict on what was there before is none on what is there now
    auto store = GalleryStore::open(m_galleryFolder, m_indexFolder, index);
    if (!store) {
        Q_EMIT noticed(tr("The gallery cannot be searched: %1").arg(QString::fromStdString(store.error().text())));
        return;
    }
    m_store = *std::move(store);
    if (index == GalleryStore::Index::anew) Q_EMIT madeAnew();
    tellNotices();
    tellChanged();
    if (!QDir(m_galleryFolder).exists()) return;  // a drive that is not there: what is known stays
    m_folders = foldersOf(m_galleryFolder);
    const auto known = m_store->index().folders();
    if (!isOk(known ? Status() : std::unexpected(known.error()))) return;
    for (const QString& folder : *known)
        if (!m_folders.contains(folder)) m_folders.append(folder);
    watch();
    std::ranges::sort(m_folders);
    wake();
}

/// An index that turns out to be damaged is made anew; other troubles are told.
bool GalleryIndexer::isOk(const Status& status) {
    if (status) return true;
    if (status.error().kind == ErrorKind::bad_file)
        reopen(GalleryStore::Index::anew);
    else
        Q_EMIT noticed(tr("The gallery's index: %1").arg(QString::fromStdString(status.error().text())));
    return false;
}

void GalleryIndexer::find(int number, const PictureQuery& query) {
    if (!m_store) return Q_EMIT found(number, {});
    const auto ids = m_store->index().find(query);
    if (!ids) isOk(std::unexpected(ids.error()));
    Q_EMIT found(number, ids.value_or(QList<PictureId>()));  // whoever asks waits for an answer
}

void GalleryIndexer::read(const QList<PictureId>& ids) {
    if (!m_store) return;
    const auto pictures = m_store->index().read(ids);
    if (pictures)
        Q_EMIT wasRead(*pictures);
    else
        isOk(std::unexpected(pictures.error()));
}

void GalleryIndexer::fetch(int number, const QList<PictureId>& ids) {
    const auto pictures = m_store ? m_store->index().read(ids) : Result<QList<IndexedPicture>>();
    Q_EMIT fetched(number, pictures.value_or(QList<IndexedPicture>()));
    if (!pictures) isOk(std::unexpected(pictures.error()));
}

void GalleryIndexer::mark(const QList<PictureId>& ids, const MarkChange& change) {
    if (!m_store) return;
    const Status status = m_store->mark(ids, change);
    tellNotices();
    if (isOk(status)) return tellChanged();
    constexpr qsizetype mostSeen = 1000;
    read(ids.mid(0, mostSeen));  // they are shown with the marks that they were to get
}

void GalleryIndexer::lookAt(const QString& path) { noteChange(path.section(u'/', 0, -2)); }

void GalleryIndexer::noteChange(const QString& path) {
    const QString folder = QDir(m_galleryFolder).relativeFilePath(path);
    if (folder.startsWith(".."_L1)) return;
    m_changedFolders.insert(folder == "."_L1 ? QString() : folder);
    if (!m_soon->isActive() || m_soon->remainingTime() > settleMilliseconds) m_soon->start(settleMilliseconds);
}

void GalleryIndexer::wake() {
    if (m_isAwake) return;
    m_isAwake = true;
    QMetaObject::invokeMethod(this, &GalleryIndexer::step, Qt::QueuedConnection);
}

/// One folder, or one portion of files; then whatever was asked meanwhile, then the next step.
void GalleryIndexer::step() {
    m_isAwake = false;
    if (!m_store || m_closing.is_cancelled()) return;
    const bool isOver = m_folders.isEmpty() && m_unread.isEmpty();
    if (isOver) {
        if (m_isChanged) tellChanged();
        Q_EMIT progressed(0);
        inspectOnce();
        return;
    }
    if (!isOk(m_folders.isEmpty() ? readPortion() : compare(m_folders.takeLast()))) return;
    if (m_isChanged && m_sinceTold.elapsed() > toldEveryMilliseconds) tellChanged();
    wake();
}

void GalleryIndexer::inspectOnce() {
    if (!m_inspected.isEmpty() || m_store->wasSoundLately()) return;
    m_inspected = u"%1.copy-%2"_s.arg(m_store->index().file()).arg(++m_inspections);
    if (isOk(m_store->index().copyTo(m_inspected))) Q_EMIT inspectionWanted(m_inspected);
}

void GalleryIndexer::noteInspected(const QString& copy, IndexVerdict verdict) {
    if (!m_store || copy != m_inspected) return;
    if (verdict == IndexVerdict::damaged)
        reopen(GalleryStore::Index::anew);
    else if (verdict == IndexVerdict::sound)
        isOk(m_store->noteSound());
}

Status GalleryIndexer::compare(const QString& folder) {
    const QString path = folder.isEmpty() ? m_galleryFolder : m_galleryFolder + u'/' + folder;
    if (!QDir(m_galleryFolder).exists()) return {};  // a drive that was taken away: what is known stays
    if (folder.isEmpty()) {
        LEMNOS_TRY(const bool areTaken, m_store->takeMarks());
        m_isChanged = m_isChanged || areTaken;
        tellNotices();
    }
    LEMNOS_TRY(auto known, m_store->index().knownIn(folder));
    for (const FoundPicture& file : picturesIn(path)) {
        if (isYoung(file.stamp)) {
            m_changedFolders.insert(folder);
            if (!m_soon->isActive()) m_soon->start(youngMilliseconds);
        }
        const auto same = known.constFind(file.name);
        const bool isKnown = same != known.cend() && same->stamp == file.stamp;
        if (same != known.cend()) known.erase(same);
        if (!isKnown && m_unreadable.value(path + u'/' + file.name) != file.stamp) m_unread.append({folder, file});
    }
    if (known.isEmpty()) return {};
    QList<PictureId> ids;
    QStringList paths;
    for (const auto& [name, picture] : known.asKeyValueRange()) {
        ids.append(picture.id);
        paths.append(path + u'/' + name);
    }
    LEMNOS_CHECK(m_store->remove(ids));
    m_isChanged = true;
    Q_EMIT gone(paths);
    return {};
}

Status GalleryIndexer::readPortion() {
    QElapsedTimer timer;
    timer.start();
    QList<IndexedPicture> pictures;
    while (!m_unread.isEmpty() && timer.elapsed() < portionMilliseconds) {
        const Unread next = m_unread.takeFirst();
        if (auto picture = describePicture(m_galleryFolder, next.folder, next.file))
            pictures.append(*std::move(picture));
        else
            m_unreadable.insert(m_galleryFolder + u'/' + next.folder + u'/' + next.file.name, next.file.stamp);
    }
    Q_EMIT progressed(int(m_unread.size()));
    if (pictures.isEmpty()) return {};
    m_isChanged = true;
    return m_store->put(std::move(pictures));
}

// A folder that was renamed is not told of, only the one it lies in. What went is compared first: its marks wait for
// files that look the same.
void GalleryIndexer::findFoldersThatCameOrWent() {
    if (!m_store || !QDir(m_galleryFolder).exists()) return;
    watch();
    const auto known = m_store->index().folders();
    if (!isOk(known ? Status() : std::unexpected(known.error()))) return;
    for (const QString& folder : *known)
        if (!QDir(m_galleryFolder + u'/' + folder).exists()) m_folders.append(folder);
}

/// The gallery folder and the folders below it.
void GalleryIndexer::watch() {
    QStringList wanted;
    if (QDir(m_galleryFolder).exists()) {
        for (const QString& folder : foldersOf(m_galleryFolder))
            if (wanted.size() < mostWatchedFolders)
                wanted.append(folder.isEmpty() ? m_galleryFolder : m_galleryFolder + u'/' + folder);
        wanted.append(m_galleryFolder);
        wanted.removeDuplicates();
    }
    const QStringList before = m_watcher->directories();
    QStringList fresh;
    for (const QString& path : wanted)
        if (!before.contains(path)) fresh.append(path);
    if (fresh.isEmpty()) return;
    m_watcher->addPaths(fresh);
    for (const QString& path : fresh) {
        const QString folder = path.mid(m_galleryFolder.size() + 1);
        if (!m_folders.contains(folder)) m_folders.append(folder);  // it may have been filled before it was watched
    }
}

void GalleryIndexer::tellNotices() {
    const QStringList notices = m_store->takeNotices();
    if (!notices.isEmpty()) Q_EMIT noticed(notices.join(u'\n'));
}

void GalleryIndexer::tellChanged() {
    m_isChanged = false;
    m_sinceTold.start();
    const auto facets = m_store->index().facets();
    if (facets)
        Q_EMIT changed(*facets);
    else
        isOk(std::unexpected(facets.error()));
}

void GalleryIndexer::stop() {
    m_store.reset();
    delete m_watcher;
    delete m_soon;
    m_watcher = nullptr;
    m_soon = nullptr;
}

}  // namespace lemnos::studio
