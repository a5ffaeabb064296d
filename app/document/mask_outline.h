// SPDX-License-Identifier: Apache-2.0
// The outline of a mask for marching ants: where coverage crosses a half, found by marching squares between the middles
// of pixels, so that an antialiased edge gives a smooth line. Free function; any thread.
#pragma once

#include <QList>
#include <QPolygonF>

#include "document/mask.h"

namespace lemnos::studio {

/// Closed polygons in the document, clockwise around what is covered and anticlockwise around holes.
QList<QPolygonF> outline(const Mask& mask);

}  // namespace lemnos::studio
