// SPDX-License-Identifier: Apache-2.0
#include "panels/layer_delegate.h"

#include <QMouseEvent>
#include <QPainter>

#include "item_models/layer_model.h"
#include "panels/glyphs.h"

namespace lemnos::studio {
namespace {

constexpr int gap = 6;
constexpr int eye = 20;
constexpr int thumbnail = LayerModel::thumbnailSide;

/// Where a click means the eye: as high as the row.
QRect eyeRect(const QRect& row) { return {row.left() + gap, row.top(), eye, row.height()}; }

void paintIcon(QPainter& painter, Glyph which, const QRect& cell) {
    QRect square(0, 0, eye, eye);
    square.moveCenter(cell.center());
    glyph(which).paint(&painter, square);
}

QRect thumbnailRect(const QRect& row) {
    return {eyeRect(row).right() + gap, row.top() + (row.height() - thumbnail) / 2, thumbnail, thumbnail};
}

QRect nameRect(const QRect& row) { return row.adjusted(thumbnailRect(row).right() - row.left() + gap, 0, -gap, 0); }

}  // namespace

void LayerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
    if (isSelected) painter->fillRect(option.rect, option.palette.color(QPalette::Light));
    if (isFocused) {
        painter->setPen(QPen(option.palette.color(QPalette::Link), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    const bool isShown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    paintIcon(*painter, isShown ? Glyph::shown : Glyph::hidden, eyeRect(option.rect));

    const auto image = index.data(Qt::DecorationRole).value<QImage>();
    QRect place(QPoint(), image.size());
    place.moveCenter(thumbnailRect(option.rect).center());
    painter->fillRect(place, option.palette.color(QPalette::Dark));
    painter->setOpacity(isShown ? 1 : 0.4);
    painter->drawImage(place, image);
    painter->setOpacity(1);
    painter->setPen(option.palette.color(QPalette::Mid));
    painter->drawRect(place.adjusted(-1, -1, 0, 0));

    QRect name = nameRect(option.rect);
    if (index.data(LayerModel::LockedRole).toBool()) {
        const QRect lock(name.right() - eye, name.top(), eye, name.height());
        paintIcon(*painter, Glyph::locked, lock);
        name.setRight(lock.left());
    }
    painter->setPen(option.palette.color(isShown ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(text, Qt::ElideRight, name.width()));
    painter->restore();
}

QSize LayerDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {3 * thumbnail, thumbnail + gap};
}

bool LayerDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                const QModelIndex& index) {
    const bool isClick = event->type() == QEvent::MouseButtonRelease &&
                         eyeRect(option.rect).contains(static_cast<QMouseEvent*>(event)->position().toPoint());
    const bool isKey = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!isClick && !isKey) return false;
    const bool isShown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isShown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void LayerDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex&) const {
    editor->setGeometry(nameRect(option.rect));
}

}  // namespace lemnos::studio
