// SPDX-License-Identifier: Apache-2.0
#include "document/stroke_path.h"

#include <algorithm>
#include <cmath>

namespace lemnos::studio {
namespace {

StrokePoint between(const StrokePoint& a, const StrokePoint& b, double t) {
    return {a.position + (b.position - a.position) * t, a.pressure + (b.pressure - a.pressure) * t};
}

double distance(const StrokePoint& a, const StrokePoint& b) {
    const QPointF way = b.position - a.position;
    return std::hypot(way.x(), way.y());
}

// A reported point may be far away (a tablet that was lifted, a script); the curve needs no finer pieces than these.
constexpr double pieceLength = 1;  // pixels
constexpr double mostPieces = 4096;

}  // namespace

StrokePath::StrokePath(const Brush& brush, const StrokePoint& start, const Visitor& visit)
    : m_brush(brush), m_last(start), m_drawn(start), m_toNext(brush.stepAt(start.pressure)) {
    visit(start);
}

// Quadratic curves from middle to middle of what was reported, bent towards the points: smooth where they join.
void StrokePath::extend(const StrokePoint& point, const Visitor& visit) {
    const StrokePoint middle = between(m_last, point, 0.5);
    curveTo(m_last, middle, visit);
    m_last = point;
}

void StrokePath::finish(const Visitor& visit) { lineTo(m_last, visit); }

void StrokePath::curveTo(const StrokePoint& control, const StrokePoint& end, const Visitor& visit) {
    const StrokePoint start = m_drawn;
    const double length = distance(start, control) + distance(control, end);
    const int pieces = int(std::clamp(std::ceil(length / pieceLength), 1.0, mostPieces));
    for (int i = 1; i <= pieces; ++i) {
        const double t = double(i) / pieces;
        lineTo(between(between(start, control, t), between(control, end, t), t), visit);
    }
}

void StrokePath::lineTo(const StrokePoint& end, const Visitor& visit) {
    const StrokePoint start = m_drawn;
    const double length = distance(start, end);
    double gone = 0;
    while (length - gone >= m_toNext) {
        gone += m_toNext;
        const StrokePoint dab = between(start, end, gone / length);
        visit(dab);
        m_toNext = m_brush.stepAt(dab.pressure);
    }
    m_toNext -= length - gone;
    m_drawn = end;
}

}  // namespace lemnos::studio
