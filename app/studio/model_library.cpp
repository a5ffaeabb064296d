// SPDX-License-Identifier: Apache-2.0
#include "studio/model_library.h"

#include <algorithm>

#include <QFileInfo>

#include "pipeline/model_folders.h"

namespace lemnos::studio {
namespace {

bool standsBefore(const LibraryEntry& a, const LibraryEntry& b) {
    const int byName = QString::compare(modelName(a.path), modelName(b.path), Qt::CaseInsensitive);
    return byName != 0 ? byName < 0 : a.path < b.path;
}

}  // namespace

QString modelName(const QString& path) {
    const QString name = path.section(QLatin1Char('/'), -1);
    for (const std::string_view ending : model_endings())
        if (name.endsWith(QLatin1StringView(ending.data(), qsizetype(ending.size())), Qt::CaseInsensitive))
            return name.chopped(qsizetype(ending.size()));
    return name;
}

QString ModelLibrary::folder() { return QString::fromStdString(user_models_folder().string()); }

int ModelLibrary::rowOf(const QString& path) const {
    const auto found = std::ranges::find(m_entries, path, &LibraryEntry::path);
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

const LibraryEntry* ModelLibrary::find(const QString& path) const {
    const int row = rowOf(path);
    return row < 0 ? nullptr : &m_entries[row];
}

const LibraryEntry* ModelLibrary::findByName(const QString& fileName) const {
    const LibraryEntry* called = nullptr;
    for (const LibraryEntry& entry : m_entries) {
        if (!entry.canPaint() || QFileInfo(entry.path).fileName() != fileName) continue;
        if (called) return nullptr;
        called = &entry;
    }
    return called;
}

void ModelLibrary::scan(const QStringList& furtherFolders) {
    m_furtherFolders = furtherFolders;
    m_isScanning = true;
    m_folders.clear();
    for (const auto& folder : user_model_folders()) m_folders.append(QString::fromStdString(folder.string()));
    m_folders += furtherFolders;
    Q_EMIT scanWanted(m_folders);
}

bool ModelLibrary::covers(const QString& path) const {
    return std::ranges::any_of(m_folders,
                               [&](const QString& folder) { return path.startsWith(folder + QLatin1Char('/')); });
}

QString ModelLibrary::sha256(const QString& path) {
    const LibraryEntry* const entry = find(path);
    if (!entry) return {};
    const auto known = m_hashes.constFind(path);
    if (known != m_hashes.constEnd() && known->stamp == entry->stamp) return known->sha256;
    if (!m_hashing.contains(path)) {
        m_hashing.insert(path);
        Q_EMIT hashWanted(path);
    }
    return {};
}

void ModelLibrary::noteFound(const LibraryEntry& entry) {
    if (const int row = rowOf(entry.path); row >= 0) {
        if (m_entries[row] == entry) return;
        m_entries[row] = entry;
        Q_EMIT rowChanged(row);
        return;
    }
    const auto place = std::ranges::upper_bound(m_entries, entry, standsBefore);
    const auto row = place - m_entries.begin();
    Q_EMIT rowAboutToBeInserted(int(row));
    m_entries.insert(row, entry);
    Q_EMIT rowInserted();
}

void ModelLibrary::noteGone(const QString& path) {
    const int row = rowOf(path);
    if (row < 0) return;
    Q_EMIT rowAboutToBeRemoved(row);
    m_entries.removeAt(row);
    m_hashes.remove(path);
    Q_EMIT rowRemoved();
}

void ModelLibrary::noteScanned() {
    m_isScanning = false;
    Q_EMIT scanned();
}

void ModelLibrary::noteHash(const QString& path, const FileStamp& stamp, const QString& sha256) {
    m_hashing.remove(path);
    if (sha256.isEmpty()) return;  // it could not be read; asked for again, it may be
    m_hashes.insert(path, {stamp, sha256});
    Q_EMIT hashKnown(path);
}

}  // namespace lemnos::studio
