// SPDX-License-Identifier: Apache-2.0
// Masks of shapes that a user draws, antialiased, and of what a layer covers. Free functions; any thread.
#pragma once

#include <QPainterPath>

#include "document/layer.h"

namespace lemnos::studio {

/// Coordinates of the document; what lies outside `within` is left out.
Mask rectangleMask(const QRectF& rect, const QRect& within);
Mask ellipseMask(const QRectF& rect, const QRect& within);
/// Closed by itself; where it crosses itself, odd and even areas alternate.
Mask polygonMask(const QPolygonF& polygon, const QRect& within);

/// The alpha of a picture layer, the coverage of a mask layer, where they lie in the document.
Mask coverageOfLayer(const Layer& layer, const QRect& within);

}  // namespace lemnos::studio
