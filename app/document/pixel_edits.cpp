// SPDX-License-Identifier: Apache-2.0
#include "document/pixel_edits.h"

#include <QColor>

namespace lemnos::studio {

Status fillLayer(Document& document, LayerId id, QColor colour) {
    Contents after = document.contents();
    LEMNOS_TRY(Layer* const layer, layerToEdit(after, id));
    paintLayer(*layer, *layer, after.rect(), {.colour = colour.rgba()}, fullCoverage(), after.selection);
    document.edit(Document::tr("Fill"), std::move(after));
    return {};
}

Status clearLayer(Document& document, LayerId id) {
    Contents after = document.contents();
    LEMNOS_TRY(Layer* const layer, layerToEdit(after, id));
    paintLayer(*layer, *layer, layer->tileBounds(), Paint::eraser(), fullCoverage(), after.selection);
    document.edit(Document::tr("Clear"), std::move(after));
    return {};
}

Status floodFill(Document& document, LayerId id, QPoint point, const Likeness& likeness, QColor colour) {
    Contents after = document.contents();
    LEMNOS_TRY(Layer* const layer, layerToEdit(after, id));
    LEMNOS_TRY(const Mask region, similarRegion(document.contents(), id, point, likeness));
    paintLayer(*layer, *layer, region.bounds(), {.colour = colour.rgba()}, coverageOf(region), after.selection);
    document.edit(Document::tr("Flood fill"), std::move(after));
    return {};
}

}  // namespace lemnos::studio
