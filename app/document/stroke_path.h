// SPDX-License-Identifier: Apache-2.0
// The way of a pen, smoothed, and the dabs along it: evenly spaced, wherever the points lie that the pen reported.
// A value; part of a Stroke.
#pragma once

#include <functional>

#include "document/brush.h"

namespace lemnos::studio {

class StrokePath {
public:
    using Visitor = std::function<void(const StrokePoint& dab)>;

    /// The first dab is at `start`.
    StrokePath(const Brush& brush, const StrokePoint& start, const Visitor& visit);

    /// Calls `visit` for the dabs up to half the way to `point`: how the curve bends there is known with the next.
    void extend(const StrokePoint& point, const Visitor& visit);
    /// The rest, to the last point.
    void finish(const Visitor& visit);

private:
    void curveTo(const StrokePoint& control, const StrokePoint& end, const Visitor& visit);
    void lineTo(const StrokePoint& end, const Visitor& visit);

    Brush m_brush;
    StrokePoint m_last;   // as reported
    StrokePoint m_drawn;  // how far the curve has come
    double m_toNext = 0;  // pixels of the way from there to the next dab
};

}  // namespace lemnos::studio
