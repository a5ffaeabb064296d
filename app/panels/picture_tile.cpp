// SPDX-License-Identifier: Apache-2.0
#include "panels/picture_tile.h"

#include <QPainter>

#include "item_models/gallery_model.h"

namespace lemnos::studio {
namespace {

void paintMarks(QPainter& painter, const QRectF& picture, bool isStarred, int rating) {
    QStringList marks;
    if (isStarred) marks.append(QStringLiteral("★"));
    if (rating > 0) marks.append(QStringLiteral("%1/%2").arg(rating).arg(Marks::highestRating));
    if (marks.isEmpty()) return;
    const QString text = marks.join(QLatin1Char(' '));
    const QFontMetricsF metrics(painter.font());
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
    pill.moveBottomLeft(picture.bottomLeft() + QPointF(4, -4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 170));  // over any picture, in every theme
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(QColor(255, 214, 120));
    painter.drawText(pill, Qt::AlignCenter, text);
}

void paintFrame(QPainter& painter, const QRectF& picture, const QStyleOptionViewItem& option) {
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    painter.setBrush(Qt::NoBrush);
    if (isSelected || hasFocus) {
        const auto role = isSelected ? QPalette::Highlight : QPalette::Text;
        painter.setPen(QPen(option.palette.color(role), isSelected ? 3 : 2, isSelected ? Qt::SolidLine : Qt::DotLine));
        painter.drawRoundedRect(picture.adjusted(-3, -3, 3, 3), 5, 5);
        if (isSelected && hasFocus) {
            painter.setPen(QPen(option.palette.color(QPalette::Text), 1, Qt::DotLine));
            painter.drawRoundedRect(picture.adjusted(-5, -5, 5, 5), 6, 6);
        }
    } else if (option.state & QStyle::State_MouseOver) {
        painter.setPen(QPen(option.palette.color(QPalette::PlaceholderText), 1.5));
        painter.drawRoundedRect(picture.adjusted(-3, -3, 3, 3), 5, 5);
    }
}

}  // namespace

void PictureTile::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRect room = option.rect.adjusted(gap, gap, -gap, -gap);
    auto image = index.data(Qt::DecorationRole).value<QImage>();
    QRectF picture(room);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (image.isNull()) {
        painter->fillRect(room, option.palette.color(QPalette::Mid));
    } else {
        // Made for this size: painted pixel by pixel, which costs a tenth of scaling here.
        image.setDevicePixelRatio(painter->device()->devicePixelRatioF());
        const QSizeF size = image.deviceIndependentSize();
        const QPoint corner(room.left() + int((room.width() - size.width()) / 2),
                            room.top() + int((room.height() - size.height()) / 2));
        picture = QRectF(corner, size);
        painter->drawImage(corner, image);
    }
    paintMarks(*painter, picture, index.data(GalleryModel::StarRole).toBool(),
               index.data(GalleryModel::RatingRole).toInt());
    paintFrame(*painter, picture, option);
    painter->restore();
}

}  // namespace lemnos::studio
