// SPDX-License-Identifier: Apache-2.0
#include "document/mask_outline.h"

#include <cmath>

namespace lemnos::studio {
namespace {

constexpr int inside = 128;
constexpr double level = 127.5;

// The sides of a square between four pixels; the line leaves what is covered on its right.
enum Side { top, right, bottom, left };
struct Segment {
    Side from;
    Side to;
};
struct Segments {
    int count;
    Segment at[2];
};
// By which corners are covered: 1 top left, 2 top right, 4 bottom right, 8 bottom left.
constexpr Segments squares[16] = {
    {0, {}},
    {1, {{top, left}}},
    {1, {{right, top}}},
    {1, {{right, left}}},
    {1, {{bottom, right}}},
    {2, {{top, left}, {bottom, right}}},
    {1, {{bottom, top}}},
    {1, {{bottom, left}}},
    {1, {{left, bottom}}},
    {1, {{top, bottom}}},
    {2, {{right, top}, {left, bottom}}},
    {1, {{right, bottom}}},
    {1, {{left, right}}},
    {1, {{top, right}}},
    {1, {{left, top}}},
    {0, {}},
};

/// The line between two neighbouring pixels: the first one, and whether the second is right of it or below.
struct Crossing {
    int x = 0;
    int y = 0;
    bool isDown = false;
    friend bool operator==(Crossing, Crossing) = default;
};
std::size_t qHash(Crossing c, std::size_t seed = 0) {
    return ::qHash(quint64(quint32(c.x)) << 33U | quint64(quint32(c.y)) << 1U | quint64(c.isDown), seed);
}

Crossing crossingOf(int x, int y, Side side) {
    switch (side) {
        case top: return {x, y, false};
        case bottom: return {x, y + 1, false};
        case left: return {x, y, true};
        case right: break;
    }
    return {x + 1, y, true};
}

QHash<Crossing, Crossing> segmentsOf(const QImage& image) {
    QHash<Crossing, Crossing> next;
    for (int y = 0; y + 1 < image.height(); ++y) {
        const uchar* const upper = image.constScanLine(y);
        const uchar* const lower = image.constScanLine(y + 1);
        for (int x = 0; x + 1 < image.width(); ++x) {
            const int corners = int(upper[x] >= inside) | int(upper[x + 1] >= inside) << 1 |
                                int(lower[x + 1] >= inside) << 2 | int(lower[x] >= inside) << 3;
            const Segments& segments = squares[corners];
            for (int i = 0; i < segments.count; ++i)
                next.insert(crossingOf(x, y, segments.at[i].from), crossingOf(x, y, segments.at[i].to));
        }
    }
    return next;
}

QPointF pointAt(const QImage& image, Crossing c) {
    const int a = image.constScanLine(c.y)[c.x];
    const int b = c.isDown ? image.constScanLine(c.y + 1)[c.x] : image.constScanLine(c.y)[c.x + 1];
    const double along = (level - a) / (b - a);
    return {c.x + 0.5 + (c.isDown ? 0 : along), c.y + 0.5 + (c.isDown ? along : 0)};
}

/// Leaves out points that lie on the line between their neighbours.
void append(QPolygonF& polygon, QPointF point) {
    while (polygon.size() >= 2) {
        const QPointF last = polygon.back() - polygon[polygon.size() - 2];
        const QPointF next = point - polygon.back();
        if (std::abs(last.x() * next.y() - last.y() * next.x()) > 1e-9) break;
        polygon.removeLast();
    }
    polygon.append(point);
}

}  // namespace

QList<QPolygonF> outline(const Mask& mask) {
    const QRect rect = mask.bounds().adjusted(-1, -1, 1, 1);
    if (mask.bounds().isEmpty()) return {};
    const QImage image = mask.image(rect);
    QHash<Crossing, Crossing> next = segmentsOf(image);
    QList<QPolygonF> polygons;
    while (!next.isEmpty()) {
        Crossing at = next.constBegin().key();
        QPolygonF polygon;
        for (auto step = next.constFind(at); step != next.constEnd(); step = next.constFind(at)) {
            append(polygon, pointAt(image, at) + rect.topLeft());
            at = *step;
            next.erase(step);
        }
        append(polygon, polygon.front());
        polygons.append(polygon);
    }
    return polygons;
}

}  // namespace lemnos::studio
