// SPDX-License-Identifier: Apache-2.0
#include "document/pixel_edits.h"

#include "document/compositor.h"

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

Piece selectedPixels(const Contents& contents, LayerId id) {
    const Layer* const layer = contents.find(id);
    if (id != LayerId::none && (!layer || layer->isMask())) return {};
    QRect rect = contents.rect();
    if (contents.selection) rect &= contents.selection->bounds();
    if (layer) rect &= layer->bounds();
    Piece piece{.image = layer ? layer->raster()->image(rect.translated(-layer->offset)) : composed(contents, rect),
                .position = rect.topLeft()};
    if (piece.image.isNull() || !contents.selection) return piece;
    const QImage coverage = contents.selection->image(rect);
    for (int y = 0; y < rect.height(); ++y) {
        auto* const pixels = reinterpret_cast<quint32*>(piece.image.scanLine(y));
        const uchar* const covered = coverage.constScanLine(y);
        for (int x = 0; x < rect.width(); ++x) pixels[x] = scaled(pixels[x], covered[x]);
    }
    return piece;
}

}  // namespace lemnos::studio
