// SPDX-License-Identifier: Apache-2.0
#include "item_models/library_list.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "item_models/model_choices.h"
#include "studio/model_page.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// "SD XL · LoRA · 144 MB"
QString factsOf(const LibraryEntry& entry) {
    QStringList facts{labelOf(libraryKindOf(entry))};
    if (const QString family = familyLabel(entry.family); !family.isEmpty()) facts.prepend(family);
    facts.append(QLocale().formattedDataSize(qint64(entry.stamp.bytes), 1, QLocale::DataSizeSIFormat));
    return facts.join(u" · "_s);
}

}  // namespace

LibraryKind libraryKindOf(const LibraryEntry& entry) {
    switch (entry.kind) {
        case ModelKind::checkpoint: return LibraryKind::checkpoint;
        case ModelKind::lora: return LibraryKind::lora;
        case ModelKind::vae: return entry.variant == "tiny"_L1 ? LibraryKind::previewDecoder : LibraryKind::vae;
        case ModelKind::embedding: return LibraryKind::embedding;
        case ModelKind::unknown: break;
    }
    return LibraryKind::other;
}

QString labelOf(LibraryKind kind) {
    switch (kind) {
        case LibraryKind::all: return LibraryList::tr("Every kind");
        case LibraryKind::checkpoint: return LibraryList::tr("Checkpoint");
        case LibraryKind::lora: return LibraryList::tr("LoRA");
        case LibraryKind::vae: return LibraryList::tr("VAE");
        case LibraryKind::embedding: return LibraryList::tr("Embedding");
        case LibraryKind::previewDecoder: return LibraryList::tr("Preview decoder");
        case LibraryKind::other: break;
    }
    return LibraryList::tr("Something else");
}

LibraryList::LibraryList(ModelLibrary& library, ModelPage& page, QObject* parent)
    : QAbstractListModel(parent), m_library(library), m_page(page) {
    const auto changed = [this](int row) { Q_EMIT dataChanged(index(row), index(row)); };
    connect(&library, &ModelLibrary::rowAboutToBeInserted, this, [this](int row) { beginInsertRows({}, row, row); });
    connect(&library, &ModelLibrary::rowInserted, this, &LibraryList::endInsertRows);
    connect(&library, &ModelLibrary::rowAboutToBeRemoved, this, [this](int row) { beginRemoveRows({}, row, row); });
    connect(&library, &ModelLibrary::rowRemoved, this, &LibraryList::endRemoveRows);
    connect(&library, &ModelLibrary::rowChanged, this, changed);
    connect(&page, &ModelPage::previewKnown, this, [this, changed](const QString& path) {
        for (int row = 0; row < m_library.size(); ++row)
            if (m_library.at(row).path == path) changed(row);
    });
}

int LibraryList::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_library.size(); }

QVariant LibraryList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LibraryEntry& entry = m_library.at(index.row());
    switch (role) {
        case Qt::DisplayRole: return modelName(entry.path);
        case Qt::DecorationRole: return m_page.preview(entry.path);
        case Qt::AccessibleTextRole:
            return QStringList{modelName(entry.path), factsOf(entry), entry.problem}.join(u", "_s);
        // Plain text always: file names and messages must not become markup.
        case Qt::ToolTipRole:
            return u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(
                (entry.problem.isEmpty() ? entry.path : entry.problem).toHtmlEscaped());
        case PathRole: return entry.path;
        case KindRole: return int(libraryKindOf(entry));
        case FactsRole: return factsOf(entry);
        case ProblemRole: return entry.problem;
        default: return {};
    }
}

void LibraryFilter::setKind(LibraryKind kind) {
    m_kind = kind;
    invalidateRowsFilter();
}

void LibraryFilter::setText(const QString& text) {
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

bool LibraryFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_kind != LibraryKind::all && index.data(LibraryList::KindRole).toInt() != int(m_kind)) return false;
    const QString text =
        index.data(LibraryList::PathRole).toString() + u' ' + index.data(LibraryList::FactsRole).toString();
    return std::ranges::all_of(m_words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace lemnos::studio
