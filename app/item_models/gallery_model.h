// SPDX-License-Identifier: Apache-2.0
// The gallery's pictures as a Qt item model: one row per picture that answers the query. GUI thread; owned by the panel
// that shows it; holds nothing, reads the PictureBrowser. Rows whose picture is not loaded yet are empty. Texts come
// from files: show them as plain text.
#pragma once

#include <QAbstractListModel>

#include "studio/picture_browser.h"

namespace lemnos::studio {

class GalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { StarRole = Qt::UserRole, RatingRole };

    explicit GalleryModel(PictureBrowser& browser, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

    PictureId idAt(const QModelIndex& index) const { return index.isValid() ? m_browser.idAt(index.row()) : 0; }
    QList<PictureId> idsAt(const QModelIndexList& indexes) const;

private:
    PictureBrowser& m_browser;
};

}  // namespace lemnos::studio
