// SPDX-License-Identifier: Apache-2.0
// Edits of a layer's pixels at one go: fill and clear, within the selection if there is one. Each function is one step
// of the document's history. Strokes are in stroke.h. GUI thread.
#pragma once

#include "document/document.h"
#include "document/paint.h"
#include "document/similar_region.h"

namespace lemnos::studio {

/// Fills the selection, or the whole document.
Status fillLayer(Document& document, LayerId id, QColor colour);
/// Empties the selection, or the whole layer.
Status clearLayer(Document& document, LayerId id);
/// A part of a picture, and where it lies in the document.
struct Piece {
    QImage image;  // Format_ARGB32_Premultiplied; null: nothing
    QPoint position;
};
/// What copying takes: the pixels of a picture layer, or with LayerId::none of the whole picture as it looks, as far as
/// they are selected.
Piece selectedPixels(const Contents& contents, LayerId id);

/// Fills what is like the pixel at `point` of the document, within the selection.
Status floodFill(Document& document, LayerId id, QPoint point, const Likeness& likeness, QColor colour);

}  // namespace lemnos::studio
