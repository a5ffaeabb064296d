// SPDX-License-Identifier: Apache-2.0
#include "item_models/history_model.h"

#include "item_models/file_list.h"

namespace lemnos::studio {
namespace {

QString title(const GalleryEntry& entry) {
    return entry.request ? QString::fromStdString(entry.request->prompt) : entry.path.section(QLatin1Char('/'), -1);
}

QString stateText(const GalleryEntry& entry) {
    switch (entry.state) {
        case SaveState::saving: return HistoryModel::tr("is being saved");
        case SaveState::failed: return HistoryModel::tr("not saved");
        case SaveState::saved: break;
    }
    return {};
}

QString spokenText(const GalleryEntry& entry) {
    QString text = HistoryModel::tr("Picture: %1").arg(title(entry));
    if (entry.request) text += HistoryModel::tr(", seed %1").arg(entry.request->seed);
    const QString state = stateText(entry);
    return state.isEmpty() ? text : text + QStringLiteral(", ") + state;
}

// Tool tips guess rich text from their first characters; the prompt of somebody's file must not become markup.
QString toolTip(const GalleryEntry& entry) {
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(title(entry).left(400).toHtmlEscaped());
}

}  // namespace

HistoryModel::HistoryModel(Gallery& gallery, QObject* parent) : QAbstractListModel(parent), m_gallery(gallery) {
    connect(&gallery, &Gallery::rowsAboutToBeInserted, this,
            [this](int first, int last) { beginInsertRows({}, first, last); });
    connect(&gallery, &Gallery::rowsInserted, this, [this] { endInsertRows(); });
    connect(&gallery, &Gallery::rowAboutToBeRemoved, this, [this](int row) { beginRemoveRows({}, row, row); });
    connect(&gallery, &Gallery::rowRemoved, this, [this] { endRemoveRows(); });
    connect(&gallery, &Gallery::rowChanged, this, [this](int row) { Q_EMIT dataChanged(index(row), index(row)); });
}

int HistoryModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_gallery.size(); }

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const GalleryEntry& entry = m_gallery.at(index.row());
    switch (role) {
        case Qt::DisplayRole: return title(entry);
        case Qt::DecorationRole: return entry.thumbnail;
        case Qt::ToolTipRole: return toolTip(entry);
        case Qt::AccessibleTextRole: return spokenText(entry);
        case EntryRole: return QVariant::fromValue(entry.id);
        case StateRole: return QVariant::fromValue(entry.state);
        default: return {};
    }
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const {
    const bool hasFile = index.isValid() && !m_gallery.at(index.row()).path.isEmpty();
    return QAbstractListModel::flags(index) | (hasFile ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QMimeData* HistoryModel::mimeData(const QModelIndexList& indexes) const {
    QStringList paths;
    for (const QModelIndex& index : indexes)
        if (const QString& path = m_gallery.at(index.row()).path; !path.isEmpty()) paths.append(path);
    return paths.isEmpty() ? nullptr : fileList(paths);
}

EntryId HistoryModel::entryAt(const QModelIndex& index) const {
    return index.isValid() ? m_gallery.at(index.row()).id : 0;
}

QModelIndex HistoryModel::indexOf(EntryId id) const {
    const int row = m_gallery.rowOf(id);
    return row < 0 ? QModelIndex() : index(row);
}

}  // namespace lemnos::studio
