// SPDX-License-Identifier: Apache-2.0
// Draws a row of the list of models: its picture, its name, and what it is. GUI thread; owned by the list view.
#pragma once

#include <QStyledItemDelegate>

namespace lemnos::studio {

class ModelTile : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lemnos::studio
