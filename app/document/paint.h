// SPDX-License-Identifier: Apache-2.0
// Laying a colour on a layer through a coverage, or taking away by it: what filling, clearing and brushes have in
// common. Free functions over values.
#pragma once

#include <functional>

#include "document/contents.h"

namespace lemnos::studio {

/// On a mask layer any colour covers and the eraser uncovers.
struct Paint {
    enum class Kind { colour, eraser };
    Kind kind = Kind::colour;
    QRgb colour = qRgb(0, 0, 0);  // not premultiplied

    static Paint eraser() { return {.kind = Kind::eraser}; }
};

/// Writes the coverage (0..255) of `count` pixels of the document, at most a tile's side, to the right of (x, y).
using CoverageRow = std::function<void(int x, int y, int count, quint8* row)>;

CoverageRow fullCoverage();
CoverageRow coverageOf(const Mask& mask);

/// Makes the pixels of `layer` in `rect` (of the document) those of `before` painted upon, within the selection.
/// `before` may be `layer` itself.
void paintLayer(Layer& layer, const Layer& before, const QRect& rect, const Paint& paint, const CoverageRow& coverage,
                const std::optional<Mask>& selection);

/// The same for a mask in the document's coordinates.
void paintMask(Mask& mask, const Mask& before, const QRect& rect, const Paint& paint, const CoverageRow& coverage);

}  // namespace lemnos::studio
