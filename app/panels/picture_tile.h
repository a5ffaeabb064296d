// SPDX-License-Identifier: Apache-2.0
// Paints one picture of the gallery: the whole of it in its tile, its star and rating over it, and a frame while it is
// selected or has the focus. GUI thread; owned by the gallery panel.
#pragma once

#include <QStyledItemDelegate>

namespace lemnos::studio {

class PictureTile : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int gap = 7;  // logical pixels between the picture and its tile's border

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lemnos::studio
