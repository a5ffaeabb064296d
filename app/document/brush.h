// SPDX-License-Identifier: Apache-2.0
// What a brush is like, and the points a pen draws. Plain values.
#pragma once

#include <QPointF>

#include "document/paint.h"

namespace lemnos::studio {

struct Brush {
    double size = 40;       // diameter in pixels of the document
    double hardness = 0.8;  // share of the radius up to which a dab covers fully; the rest fades out
    double opacity = 1;     // of the whole stroke: however often it crosses itself, it covers no more
    double flow = 1;        // of each dab, 0..1
    double spacing = 0.1;   // between dabs, in diameters
    bool sizeFollowsPressure = true;
    bool opacityFollowsPressure = false;
    Paint paint;

    double sizeAt(double pressure) const { return sizeFollowsPressure ? size * pressure : size; }
    double opacityAt(double pressure) const { return opacityFollowsPressure ? pressure : 1; }
    /// Pixels from one dab to the next; tiny brushes need no more than two in a pixel.
    double stepAt(double pressure) const { return std::max(0.5, spacing * sizeAt(pressure)); }
};

struct StrokePoint {
    QPointF position;     // in the document; pixel centres at .5
    double pressure = 1;  // 0..1; a mouse has 1
};

}  // namespace lemnos::studio
