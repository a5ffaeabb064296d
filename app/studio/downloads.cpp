// SPDX-License-Identifier: Apache-2.0
#include "studio/downloads.h"

#include <QFileInfo>

namespace lemnos::studio {

Downloads::Downloads(ModelLibrary& library, QObject* parent) : QObject(parent), m_library(library) {
    connect(&library, &ModelLibrary::hashKnown, this, &Downloads::changed);
    connect(&library, &ModelLibrary::scanned, this, &Downloads::changed);
}

void Downloads::setCatalogue(Catalogue catalogue) {
    m_catalogue = std::move(catalogue);
    Q_EMIT changed();
}

bool Downloads::isThere(const CatalogueEntry& entry) {
    if (entry.comesWithLemnos()) return true;
    if (entry.kind == CatalogueKind::tokenizer) {  // not of the library, and complete if it has its name
        const QFileInfo goal(goalOf(entry));
        return goal.exists() && goal.size() == entry.bytes;
    }
    // A name or size may be anybody's; only files of the same size are worth reading.
    for (int row = 0; row < m_library.size(); ++row)
        if (m_library.at(row).stamp.bytes == std::uint64_t(entry.bytes) &&
            m_library.sha256(m_library.at(row).path) == entry.sha256)
            return true;
    return false;
}

Downloads::State Downloads::state(const QString& id) {
    Item& item = m_items[id];
    if (item.state == State::running) return item.state;
    const CatalogueEntry* const entry = m_catalogue.find(id);
    if (!entry) return item.state;
    if (item.state == State::there && !QFileInfo::exists(goalOf(*entry))) item.state = State::offered;
    return isThere(*entry) ? State::there : item.state;
}

QList<CatalogueEntry> Downloads::missingNeeds(const CatalogueEntry& entry) {
    QList<CatalogueEntry> missing;
    for (const QString& id : entry.needs)
        if (const CatalogueEntry* const need = m_catalogue.find(id); need && state(id) != State::there)
            missing.append(*need);
    return missing;
}

void Downloads::download(const QString& id) {
    const CatalogueEntry* const entry = m_catalogue.find(id);
    if (!entry || state(id) == State::running || state(id) == State::there) return;
    for (const QString& need : entry->needs) download(need);
    m_items[id] = {.state = State::running, .progress = {.received = 0, .total = entry->bytes}, .problem = {}};
    Q_EMIT changed();
    Q_EMIT startWanted(
        {.id = id, .url = QUrl(entry->url), .goal = goalOf(*entry), .bytes = entry->bytes, .sha256 = entry->sha256});
}

void Downloads::cancel(const QString& id) {
    if (state(id) == State::running) Q_EMIT cancelWanted(id);
}

void Downloads::noteProgress(const QString& id, const DownloadProgress& progress) {
    m_items[id].progress = progress;
    Q_EMIT progressChanged(id);
}

void Downloads::noteFinished(const QString& id) {
    m_items[id] = {.state = State::there, .progress = {}, .problem = {}};
    if (const CatalogueEntry* const entry = m_catalogue.find(id))  // it was hashed on its way
        if (const auto stamp = stamp_of(goalOf(*entry).toStdString()))
            m_library.noteHash(goalOf(*entry), *stamp, entry->sha256);
    m_library.rescan();
    Q_EMIT changed();
}

void Downloads::noteFailed(const QString& id, const QString& message) {
    m_items[id] = {.state = State::failed, .progress = {}, .problem = message};
    Q_EMIT changed();
}

void Downloads::noteCancelled(const QString& id) {
    m_items[id] = {};
    Q_EMIT changed();
}

}  // namespace lemnos::studio
