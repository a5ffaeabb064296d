// SPDX-License-Identifier: Apache-2.0
// The layers of the document as a Qt item model: one row per layer, the uppermost first, as layer panels show them.
// Renaming, showing and hiding go through it into the document; a row that is dragged to another place moves its
// layer. GUI thread; owned by the panel that shows it; holds a snapshot of the list, so that it can tell a row that
// changed from one that came or went.
#pragma once

#include <QAbstractListModel>

#include "document/document.h"

namespace lemnos::studio {

class LayerModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { LayerRole = Qt::UserRole, LockedRole, MaskRole, OpacityRole };
    static constexpr int thumbnailSide = 40;  // pixels

    explicit LayerModel(Document& document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    LayerId layerAt(const QModelIndex& index) const;
    QModelIndex indexOf(LayerId id) const;

Q_SIGNALS:
    void refused(const QString& reason);

private:
    void follow(const DocumentChange& change);
    QImage thumbnail(const Layer& layer) const;
    bool told(const Status& status);

    Document& m_document;
    std::vector<LayerId> m_rows;
    mutable QHash<LayerId, QImage> m_thumbnails;
};

inline std::size_t qHash(LayerId id, std::size_t seed = 0) { return ::qHash(quint32(id), seed); }

}  // namespace lemnos::studio
