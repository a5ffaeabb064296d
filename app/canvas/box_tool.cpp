// SPDX-License-Identifier: Apache-2.0
#include "canvas/box_tool.h"

#include <algorithm>
#include <cmath>

#include "document/canvas_edits.h"

namespace lemnos::studio {
namespace {

constexpr double reachInView = 10;  // pixels

int toStep(double value, int step) { return int(std::lround(value / step)) * step; }

/// A side's place: an edge of the document if one is near, else the grid.
int snappedSide(double at, int step, int low, int high, double reach) {
    for (const int edge : {low, high})
        if (std::abs(at - edge) <= reach) return edge;
    return toStep(at, step);
}

struct Span {
    int from = 0;
    int length = 0;
};

enum class Moving { none, start, end, both };

Span snappedSpan(double from, double to, Moving moving, int step, int low, int high, double reach) {
    const int length = std::max(BoxTool::smallestSide, toStep(to - from, step));
    switch (moving) {
        case Moving::none: return {int(std::lround(from)), int(std::lround(to - from))};
        case Moving::start: return {int(std::lround(to)) - length, length};
        case Moving::end: return {int(std::lround(from)), length};
        case Moving::both: break;
    }
    const int whole = int(std::lround(to - from));
    // The far side may lie at an edge as well as the near one.
    if (std::abs(to - high) <= reach) return {high - whole, whole};
    return {snappedSide(from, step, low, high, reach), whole};
}

Moving movingOf(Handle handle, Handle low, Handle high) {
    if (moves(handle, low)) return moves(handle, high) ? Moving::both : Moving::start;
    return moves(handle, high) ? Moving::end : Moving::none;
}

}  // namespace

QRect snappedBox(const QRectF& rect, Handle handle, int step, const QRect& document, double reach) {
    const Span across = snappedSpan(rect.left(), rect.right(), movingOf(handle, Handle::left, Handle::right), step,
                                    document.left(), document.left() + document.width(), reach);
    const Span down = snappedSpan(rect.top(), rect.bottom(), movingOf(handle, Handle::top, Handle::bottom), step,
                                  document.top(), document.top() + document.height(), reach);
    return {across.from, down.from, across.length, down.length};
}

void BoxTool::press(const CanvasPointer& pointer, const ViewTransform& transform) {
    m_before = document().contents().generationBox;
    m_handle = handleAt(m_before, pointer.view, transform);
    m_catch = reachInView / transform.scale();
    m_from = pointer.point.position;
    m_isDragging = true;
    if (m_handle != Handle::outside) return;
    // A box drawn anew grows from the press.
    m_before = QRect(m_from.toPoint(), QSize(1, 1));
    m_handle = Handle::bottomRight;
}

void BoxTool::drag(const CanvasPointer& pointer) {
    if (!m_isDragging) return;
    const int step = pointer.modifiers.testFlag(Qt::AltModifier) ? finestStep : settings().boxStep;
    const QRectF wanted = dragged(m_before, m_handle, pointer.point.position - m_from);
    const QRect box = snappedBox(wanted, m_handle, step, document().contents().rect(), m_catch);
    workspace().refuse(setGenerationBox(document(), box));
}

void BoxTool::release(const CanvasPointer&) {
    document().history().endMerging();
    m_isDragging = false;
}

void BoxTool::cancel() {
    if (m_isDragging && document().contents().generationBox != m_before) document().history().undo();
    m_isDragging = false;
}

void BoxTool::paint(QPainter& painter, const ViewTransform& transform, const QPointF*) const {
    paintHandles(painter, document().contents().generationBox, transform);
}

QCursor BoxTool::cursor(QPointF view, const ViewTransform& transform) const {
    const QRectF box = document().contents().generationBox;
    return cursorFor(m_isDragging ? m_handle : handleAt(box, view, transform), Qt::CrossCursor, transform);
}

}  // namespace lemnos::studio
