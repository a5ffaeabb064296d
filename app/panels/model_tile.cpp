// SPDX-License-Identifier: Apache-2.0
#include "panels/model_tile.h"

#include <algorithm>

#include <QPainter>

#include "item_models/library_list.h"

namespace lemnos::studio {
namespace {

constexpr int gap = 6;
constexpr int picture = 48;

int lineHeight(const QStyleOptionViewItem& option) { return option.fontMetrics.height() + 2; }

/// As large as the square, cut where the picture is longer.
void paintPicture(QPainter& painter, const QRect& square, const QImage& image) {
    const int side = std::min(image.width(), image.height());
    QRect middle(0, 0, side, side);
    middle.moveCenter(image.rect().center());
    painter.drawImage(square, image, middle);
}

/// Its first letter in place of a picture.
void paintLetter(QPainter& painter, const QRect& square, const QString& name, const QPalette& palette) {
    painter.fillRect(square, palette.color(QPalette::Dark));
    QFont font = painter.font();
    font.setPixelSize(square.height() / 2);
    painter.setFont(font);
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawText(square, Qt::AlignCenter, name.left(1).toUpper());
}

}  // namespace

void ModelTile::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect row = option.rect.adjusted(2, 1, -2, -1);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(isSelected ? QPalette::Highlight : QPalette::Light));
        painter->drawRoundedRect(row, 5, 5);
    }
    const QString name = index.data().toString();
    const QRect square(row.left() + gap, row.top() + (row.height() - picture) / 2, picture, picture);
    if (const auto image = index.data(Qt::DecorationRole).value<QImage>(); !image.isNull())
        paintPicture(*painter, square, image);
    else
        paintLetter(*painter, square, name, option.palette);

    const int line = lineHeight(option);
    QRect text = row.adjusted(2 * gap + picture, 0, -gap, 0);
    text.setTop(row.top() + (row.height() - 2 * line) / 2);
    text.setHeight(line);
    const bool isUsable = index.data(LibraryList::ProblemRole).toString().isEmpty();
    const auto group = isUsable || isSelected ? QPalette::Active : QPalette::Disabled;
    painter->setFont(option.font);
    painter->setPen(option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(name, Qt::ElideMiddle, text.width()));
    if (!isSelected) painter->setPen(option.palette.color(QPalette::PlaceholderText));
    const QString facts = index.data(LibraryList::FactsRole).toString();
    painter->drawText(text.translated(0, line), Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(facts, Qt::ElideRight, text.width()));
    painter->restore();
}

QSize ModelTile::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, std::max(picture, 2 * lineHeight(option)) + 2 * gap};
}

}  // namespace lemnos::studio
