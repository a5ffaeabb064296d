// SPDX-License-Identifier: Apache-2.0
#include "panels/history_delegate.h"

#include <QPainter>
#include <QPainterPath>

#include "item_models/history_model.h"

namespace lemnos::studio {
namespace {

constexpr int gap = 4;

// The middle of the picture fills the square tile.
QRectF filledFrom(QSizeF image) {
    const double side = std::min(image.width(), image.height());
    return {(image.width() - side) / 2, (image.height() - side) / 2, side, side};
}

void paintUnsavedMark(QPainter& painter, const QRectF& tile, const QPalette& palette) {
    const QRectF mark(tile.right() - 20, tile.top() + 4, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Highlight));
    painter.drawEllipse(mark);
    painter.setPen(palette.color(QPalette::HighlightedText));
    painter.drawText(mark, Qt::AlignCenter, QStringLiteral("!"));
}

}  // namespace

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRectF tile = QRectF(option.rect).adjusted(gap, gap, -gap, -gap);
    const auto image = index.data(Qt::DecorationRole).value<QImage>();
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath rounded;
    rounded.addRoundedRect(tile, 6, 6);
    painter->setClipPath(rounded);
    painter->drawImage(tile, image, filledFrom(image.size()));
    painter->setClipping(false);

    const bool isSelected = option.state & QStyle::State_Selected;
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->setBrush(Qt::NoBrush);
    if (isSelected || hasFocus) {
        const auto role = isSelected ? QPalette::Highlight : QPalette::Text;
        painter->setPen(QPen(option.palette.color(role), 2.5, hasFocus && !isSelected ? Qt::DotLine : Qt::SolidLine));
        painter->drawRoundedRect(tile.adjusted(-2, -2, 2, 2), 7, 7);
    } else if (isHovered) {
        painter->setPen(QPen(option.palette.color(QPalette::PlaceholderText), 1.5));
        painter->drawRoundedRect(tile.adjusted(-2, -2, 2, 2), 7, 7);
    }
    if (index.data(HistoryModel::StateRole).value<SaveState>() == SaveState::failed)
        paintUnsavedMark(*painter, tile, option.palette);
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {side, side}; }

}  // namespace lemnos::studio
