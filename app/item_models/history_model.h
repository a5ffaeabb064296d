// SPDX-License-Identifier: Apache-2.0
// The gallery as a Qt item model: one row per picture, newest first. GUI thread; owned by the panel that shows it;
// holds nothing, reads the Gallery. Texts come from files: show them as plain text.
#pragma once

#include <QAbstractListModel>

#include "studio/gallery.h"

namespace lemnos::studio {

class HistoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { EntryRole = Qt::UserRole, StateRole };

    explicit HistoryModel(Gallery& gallery, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// What lies on the disk can be dragged, as its file.
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override { return {QStringLiteral("text/uri-list")}; }
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

    EntryId entryAt(const QModelIndex& index) const;
    QModelIndex indexOf(EntryId id) const;

private:
    Gallery& m_gallery;
};

}  // namespace lemnos::studio
