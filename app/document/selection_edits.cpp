// SPDX-License-Identifier: Apache-2.0
#include "document/selection_edits.h"

#include "document/mask_shapes.h"

namespace lemnos::studio {
namespace {

void setSelection(Document& document, const QString& text, Mask mask) {
    Contents after = document.contents();
    if (mask.isEmpty())
        after.selection.reset();
    else
        after.selection = std::move(mask);
    document.edit(text, std::move(after));
}

template <typename Filter>
void filterSelection(Document& document, const QString& text, double reach, Filter&& filter) {
    const auto& selection = document.contents().selection;
    if (!selection || reach <= 0) return;
    setSelection(document, text, filter(*selection, std::min(reach, mostSelectionReach), document.contents().rect()));
}

Mask whole(const Document& document) {
    Mask mask;
    mask.fill(document.contents().rect(), 255);
    return mask;
}

}  // namespace

void select(Document& document, const Mask& shape, MaskJoin join) {
    const auto& selection = document.contents().selection;
    // Where nothing is selected everything may be edited, but a tool starts from nothing; only taking away from
    // everything is what it says.
    Mask base = selection ? *selection : Mask();
    if (!selection && (join == MaskJoin::subtract || join == MaskJoin::intersect)) base = whole(document);
    setSelection(document, Document::tr("Select"), joined(base, shape, join));
}

Status selectSimilar(Document& document, LayerId layer, QPoint point, const Likeness& likeness, MaskJoin join) {
    LEMNOS_TRY(const Mask region, similarRegion(document.contents(), layer, point, likeness));
    select(document, region, join);
    return {};
}

Status selectCoverage(Document& document, LayerId layer, MaskJoin join) {
    const Layer* const from = document.layer(layer);
    if (!from) return invalid("there is no such layer");
    select(document, coverageOfLayer(*from, document.contents().rect()), join);
    return {};
}

void selectAll(Document& document) { setSelection(document, Document::tr("Select all"), whole(document)); }

void selectNone(Document& document) { setSelection(document, Document::tr("Select nothing"), {}); }

void invertSelection(Document& document) {
    if (const auto& selection = document.contents().selection)
        setSelection(document, Document::tr("Invert selection"), inverted(*selection, document.contents().rect()));
}

void growSelection(Document& document, double radius) {
    filterSelection(document, Document::tr("Grow selection"), radius, grown);
}

void shrinkSelection(Document& document, double radius) {
    filterSelection(document, Document::tr("Shrink selection"), radius,
                    [](const Mask& mask, double by, const QRect&) { return shrunk(mask, by); });
}

void featherSelection(Document& document, double sigma) {
    filterSelection(document, Document::tr("Feather selection"), sigma, feathered);
}

}  // namespace lemnos::studio
