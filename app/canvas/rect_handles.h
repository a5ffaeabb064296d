// SPDX-License-Identifier: Apache-2.0
// The eight handles around a rectangle of the document: which one the pointer is on, and what dragging it makes of the
// rectangle. Free functions over values; GUI thread.
#pragma once

#include <QCursor>
#include <QPainter>

#include "canvas/view_transform.h"

namespace lemnos::studio {

/// The sides that a handle moves.
enum class Handle {
    outside = 0,
    left = 1,
    top = 2,
    right = 4,
    bottom = 8,
    topLeft = left | top,
    topRight = top | right,
    bottomLeft = left | bottom,
    bottomRight = right | bottom,
    inside = left | top | right | bottom,
};

inline bool moves(Handle handle, Handle side) { return (int(handle) & int(side)) != 0; }
inline bool isCorner(Handle handle) {
    return handle == Handle::topLeft || handle == Handle::topRight || handle == Handle::bottomLeft ||
           handle == Handle::bottomRight;
}

Handle handleAt(const QRectF& rect, QPointF view, const ViewTransform& transform);
/// Never turned inside out: a side stops at the opposite one.
QRectF dragged(const QRectF& rect, Handle handle, QPointF by);
QCursor cursorFor(Handle handle, Qt::CursorShape outside, const ViewTransform& transform);
void paintHandles(QPainter& painter, const QRectF& rect, const ViewTransform& transform);

}  // namespace lemnos::studio
