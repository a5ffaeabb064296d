// SPDX-License-Identifier: Apache-2.0
// What selection tools and the Select menu do: each function is one step of the document's history. A selection that
// holds nothing is none: everything may be edited then. Shapes come from mask_shapes.h; painting a selection is in
// stroke.h, its outline in mask_outline.h. GUI thread.
#pragma once

#include "base/result.h"
#include "document/document.h"
#include "document/mask_filter.h"
#include "document/similar_region.h"

namespace lemnos::studio {

/// A rectangle, an ellipse, a lasso: joined with the selection that there is.
void select(Document& document, const Mask& shape, MaskJoin join);
/// The magic wand.
Status selectSimilar(Document& document, LayerId layer, QPoint point, const Likeness& likeness, MaskJoin join);
Status selectCoverage(Document& document, LayerId layer, MaskJoin join);

void selectAll(Document& document);
void selectNone(Document& document);
/// Without a selection everything is selected, so nothing comes of it: no step.
void invertSelection(Document& document);

/// Without a selection these do nothing. Pixels; at most `mostSelectionReach`.
void growSelection(Document& document, double radius);
void shrinkSelection(Document& document, double radius);
void featherSelection(Document& document, double sigma);
constexpr double mostSelectionReach = 1000;

}  // namespace lemnos::studio
