// SPDX-License-Identifier: Apache-2.0
// The strokes of the icons that the canvas and its panels use, on a grid of 24. Part of glyphs.h.
#pragma once

#include <QPainterPath>

#include "panels/glyphs.h"

namespace lemnos::studio {

/// Empty for an icon that is drawn elsewhere.
QPainterPath canvasGlyph(Glyph which);

}  // namespace lemnos::studio
