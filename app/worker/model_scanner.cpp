// SPDX-License-Identifier: Apache-2.0
#include "worker/model_scanner.h"

#include <algorithm>
#include <chrono>

#include <QDirIterator>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QSet>
#include <QTimer>

#include "pipeline/model_folders.h"

namespace lemnos::studio {
namespace {

constexpr int settleMilliseconds = 150;  // a file that appears is mostly followed by others
constexpr int mostWatchedFolders = 2000;

bool wasWrittenWithin(const FileStamp& stamp, int milliseconds) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto age = std::chrono::abs(now - std::chrono::nanoseconds(stamp.modified));  // clocks may be wrong
    return age < std::chrono::milliseconds(milliseconds);
}

void watchExactly(QFileSystemWatcher& watcher, const QStringList& watched, const QStringList& wanted) {
    const QSet<QString> before(watched.begin(), watched.end());
    const QSet<QString> after(wanted.begin(), wanted.end());
    if (const auto old = (before - after).values(); !old.isEmpty()) watcher.removePaths(old);
    if (const auto fresh = (after - before).values(); !fresh.isEmpty()) watcher.addPaths(fresh);
}

/// The folder, or what is there of the way to it: a folder that is made is told by the one it is made in.
QString nearestThatExists(QString folder) {
    while (!QFileInfo::exists(folder) && folder.contains(QLatin1Char('/')))
        folder = folder.section(QLatin1Char('/'), 0, -2);
    return folder.isEmpty() ? QStringLiteral("/") : folder;
}

/// Each folder with everything below it, so that a change deep down is noticed.
QStringList watchedFolders(const QStringList& folders) {
    QStringList watched;
    for (const QString& folder : folders) {
        watched.append(nearestThatExists(folder));
        if (watched.back() != folder) continue;
        QDirIterator below(folder, QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (below.hasNext() && watched.size() < mostWatchedFolders) watched.append(below.next());
    }
    return watched;
}

}  // namespace

ModelScanner::ModelScanner(CancelToken cancel) : m_cancel(std::move(cancel)) {}
ModelScanner::~ModelScanner() = default;

void ModelScanner::startWatching() {
    if (m_watcher) return;
    m_watcher = new QFileSystemWatcher(this);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    connect(m_soon, &QTimer::timeout, this, &ModelScanner::look);
    const auto lookSoon = [this] {
        if (!m_soon->isActive() || m_soon->remainingTime() > settleMilliseconds) m_soon->start(settleMilliseconds);
    };
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
}

void ModelScanner::scan(const QStringList& folders) {
    startWatching();
    m_folders = folders;
    look();
}

void ModelScanner::stop() {
    delete m_watcher;
    delete m_soon;
    m_watcher = nullptr;
    m_soon = nullptr;
}

void ModelScanner::look() {
    watchFolders();  // before they are read, so that no change falls in between
    QStringList paths;
    for (const QString& folder : m_folders)
        if (const auto files = model_files_in(folder.toStdString(), m_cancel))
            for (const auto& file : *files) paths.append(QString::fromStdString(file.string()));
    paths.removeDuplicates();  // a folder may be added that lies in another
    forgetExcept(paths);
    bool isAnyArriving = false;
    for (const QString& path : paths) {
        if (m_cancel.is_cancelled()) return;
        const auto stamp = stamp_of(path.toStdString());
        if (!stamp) continue;  // gone since
        const LibraryEntry entry = entryOf(path, *stamp);
        isAnyArriving |= entry.state == LibraryState::arriving;
        if (const auto known = m_known.constFind(path); known != m_known.constEnd() && *known == entry) continue;
        m_known.insert(path, entry);
        Q_EMIT found(entry);
    }
    watchUnreadable();
    Q_EMIT finished();
    // What lies in a folder that was made meanwhile, nobody told.
    if (watchFolders() == Watched::otherFolders)
        m_soon->start(settleMilliseconds);
    else if (isAnyArriving && !m_soon->isActive())
        m_soon->start(m_patience.lookMilliseconds);
}

LibraryEntry ModelScanner::entryOf(const QString& path, const FileStamp& stamp) {
    const auto known = m_known.constFind(path);
    const bool isKnown = known != m_known.constEnd() && known->stamp == stamp;
    if (isKnown && known->state == LibraryState::whole) return *known;
    Q_EMIT opened(path);
    const ModelFile file = identify_file(path.toStdString());
    LibraryEntry entry{.path = path,
                       .kind = file.kind,
                       .family = QString::fromStdString(file.family),
                       .variant = QString::fromStdString(file.variant),
                       .problem = file.problem ? QString::fromStdString(file.problem->text()) : QString(),
                       .state = LibraryState::whole,
                       .stamp = stamp};
    const bool mayPass =
        file.problem && (file.problem->kind == ErrorKind::bad_file || file.problem->kind == ErrorKind::io);
    if (mayPass && wasWrittenWithin(stamp, m_patience.arrivingMilliseconds)) {
        entry.state = LibraryState::arriving;
        entry.problem = tr("still being copied");
    }
    return entry;
}

void ModelScanner::forgetExcept(const QStringList& paths) {
    const QSet<QString> there(paths.begin(), paths.end());
    for (const QString& path : m_known.keys()) {
        if (there.contains(path)) continue;
        m_known.remove(path);
        Q_EMIT gone(path);
    }
}

ModelScanner::Watched ModelScanner::watchFolders() {
    const QStringList wanted = watchedFolders(m_folders);
    watchExactly(*m_watcher, m_watcher->directories(), wanted);
    if (wanted == m_watched) return Watched::asBefore;
    m_watched = wanted;
    return Watched::otherFolders;
}

// What is written into a file its folder does not tell; a copy that stood still for long may go on.
void ModelScanner::watchUnreadable() {
    QStringList unreadable;
    for (const LibraryEntry& entry : m_known)
        if (!entry.problem.isEmpty() && QFileInfo(entry.path).isFile()) unreadable.append(entry.path);
    watchExactly(*m_watcher, m_watcher->files(), unreadable);
}

}  // namespace lemnos::studio
