// SPDX-License-Identifier: Apache-2.0
// Paints one picture of the history: its thumbnail, a frame while it is selected or has the focus, and a mark while it
// is not safely on the disk. GUI thread; owned by the history panel.
#pragma once

#include <QStyledItemDelegate>

namespace lemnos::studio {

class HistoryDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int side = 88;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace lemnos::studio
