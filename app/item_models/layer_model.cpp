// SPDX-License-Identifier: Apache-2.0
#include "item_models/layer_model.h"

#include <algorithm>

#include <QMimeData>

#include "document/compositor.h"
#include "document/layer_edits.h"

namespace lemnos::studio {
namespace {

const QString mimeType = QStringLiteral("application/x-lemnos-layer");

std::vector<LayerId> uppermostFirst(const Contents& contents) {
    std::vector<LayerId> rows;
    for (const Layer& layer : contents.layers) rows.push_back(layer.id);
    std::ranges::reverse(rows);
    return rows;
}

}  // namespace

LayerModel::LayerModel(Document& document, QObject* parent)
    : QAbstractListModel(parent), m_document(document), m_rows(uppermostFirst(document.contents())) {
    connect(&document, &Document::changed, this, &LayerModel::follow);
}

int LayerModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

LayerId LayerModel::layerAt(const QModelIndex& index) const {
    return index.isValid() ? m_rows[std::size_t(index.row())] : LayerId::none;
}

QModelIndex LayerModel::indexOf(LayerId id) const {
    const auto at = std::ranges::find(m_rows, id);
    return at == m_rows.end() ? QModelIndex() : index(int(at - m_rows.begin()));
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Layer* const layer = m_document.layer(layerAt(index));
    if (!layer) return {};
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole: return layer->name;
        case Qt::DecorationRole: return thumbnail(*layer);
        case Qt::CheckStateRole: return layer->isVisible ? Qt::Checked : Qt::Unchecked;
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2, %3")
                .arg(layer->name, layer->isMask() ? tr("mask") : tr("layer"),
                     layer->isVisible ? tr("visible") : tr("hidden"));
        case LayerRole: return QVariant::fromValue(layer->id);
        case LockedRole: return layer->isLocked;
        case MaskRole: return layer->isMask();
        case OpacityRole: return layer->opacity;
        default: return {};
    }
}

bool LayerModel::told(const Status& status) {
    if (!status) Q_EMIT refused(QString::fromStdString(status.error().text()));
    return status.has_value();
}

bool LayerModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const LayerId id = layerAt(index);
    if (id == LayerId::none) return false;
    if (role == Qt::EditRole) return told(renameLayer(m_document, id, value.toString()));
    if (role == Qt::CheckStateRole) return told(setLayerVisible(m_document, id, value.toInt() == Qt::Checked));
    return false;
}

Qt::ItemFlags LayerModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsUserCheckable |
           Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList LayerModel::mimeTypes() const { return {mimeType}; }

QMimeData* LayerModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty()) return nullptr;
    auto* const data = new QMimeData;
    data->setData(mimeType, QByteArray::number(quint32(layerAt(indexes.front()))));
    return data;
}

bool LayerModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent) {
    if (action != Qt::MoveAction || !data->hasFormat(mimeType)) return false;
    const auto id = LayerId(data->data(mimeType).toUInt());
    const int from = indexOf(id).row();
    if (from < 0) return false;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : int(m_rows.size());
    const int to = before > from ? before - 1 : before;
    told(moveLayer(m_document, id, int(m_rows.size()) - 1 - to));
    return false;  // the document has moved it, and told this model; the view has nothing to remove
}

void LayerModel::follow(const DocumentChange& change) {
    std::vector<LayerId> rows = uppermostFirst(m_document.contents());
    if (change.aspects & (DocumentChange::picture | DocumentChange::masks)) m_thumbnails.clear();
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        m_thumbnails.clear();
        endResetModel();
    } else if (change.aspects & (DocumentChange::picture | DocumentChange::masks | DocumentChange::layerValues)) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
}

QImage LayerModel::thumbnail(const Layer& layer) const {
    const auto known = m_thumbnails.constFind(layer.id);
    if (known != m_thumbnails.constEnd()) return *known;
    const QRect all = m_document.contents().rect();
    const QSize size = QSize(all.size()).scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio).expandedTo({1, 1});
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    // One pixel of each cell is enough for so small a picture, and costs the same for every size of document.
    for (int y = 0; y < size.height(); ++y) {
        auto* const row = reinterpret_cast<quint32*>(image.scanLine(y));
        const int documentY = all.height() * (2 * y + 1) / (2 * size.height()) - layer.offset.y();
        for (int x = 0; x < size.width(); ++x) {
            const int documentX = all.width() * (2 * x + 1) / (2 * size.width()) - layer.offset.x();
            row[x] = layer.isMask() ? 0xff000000U | layer.mask()->at(documentX, documentY) * 0x10101U
                                    : layer.raster()->at(documentX, documentY);
        }
    }
    m_thumbnails.insert(layer.id, image);
    return image;
}

}  // namespace lemnos::studio
