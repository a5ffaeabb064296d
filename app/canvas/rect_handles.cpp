// SPDX-License-Identifier: Apache-2.0
#include "canvas/rect_handles.h"

#include <array>
#include <cmath>

namespace lemnos::studio {
namespace {

constexpr double grip = 8;  // pixels of the view from a handle's middle
constexpr double side = 8;  // of a handle as it is drawn

constexpr std::array eight{Handle::topLeft, Handle::topRight, Handle::bottomLeft, Handle::bottomRight,
                           Handle::left,    Handle::top,      Handle::right,      Handle::bottom};

QPointF placeOf(Handle handle, const QRectF& rect) {
    const auto along = [&](Handle low, Handle high, double from, double to) {
        if (moves(handle, low)) return from;
        return moves(handle, high) ? to : (from + to) / 2;
    };
    return {along(Handle::left, Handle::right, rect.left(), rect.right()),
            along(Handle::top, Handle::bottom, rect.top(), rect.bottom())};
}

}  // namespace

Handle handleAt(const QRectF& rect, QPointF view, const ViewTransform& transform) {
    for (const Handle handle : eight) {
        const QPointF by = transform.toView(placeOf(handle, rect)) - view;
        if (std::hypot(by.x(), by.y()) <= grip) return handle;
    }
    return rect.contains(transform.toPicture(view)) ? Handle::inside : Handle::outside;
}

QRectF dragged(const QRectF& rect, Handle handle, QPointF by) {
    if (handle == Handle::inside) return rect.translated(by);
    QRectF result = rect;
    if (moves(handle, Handle::left)) result.setLeft(std::min(rect.left() + by.x(), rect.right() - 1));
    if (moves(handle, Handle::top)) result.setTop(std::min(rect.top() + by.y(), rect.bottom() - 1));
    if (moves(handle, Handle::right)) result.setRight(std::max(rect.right() + by.x(), rect.left() + 1));
    if (moves(handle, Handle::bottom)) result.setBottom(std::max(rect.bottom() + by.y(), rect.top() + 1));
    return result;
}

QCursor cursorFor(Handle handle, Qt::CursorShape outside, const ViewTransform& transform) {
    if (handle == Handle::outside) return outside;
    if (handle == Handle::inside) return Qt::SizeAllCursor;
    // The direction in which it moves, in eighths of a turn, as the view is rotated.
    const QPointF out = placeOf(handle, {-1, -1, 2, 2});
    const double angle = std::atan2(out.y(), out.x()) * 180 / M_PI + transform.angle();
    constexpr std::array shapes{Qt::SizeHorCursor, Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor};
    return shapes[std::size_t(((std::lround(angle / 45) % 4) + 4) % 4)];
}

void paintHandles(QPainter& painter, const QRectF& rect, const ViewTransform& transform) {
    painter.setPen(QPen(QColor(0, 0, 0, 180), 1));
    painter.setBrush(Qt::white);
    for (const Handle handle : eight) {
        QRectF square(0, 0, side, side);
        square.moveCenter(transform.toView(placeOf(handle, rect)));
        painter.drawRect(square);
    }
}

}  // namespace lemnos::studio
