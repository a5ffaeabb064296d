// SPDX-License-Identifier: Apache-2.0
// Between tiles and QImage: the row copies that Raster and Mask share. Internal to this folder.
#pragma once

#include <QImage>

#include "document/tiles.h"

namespace lemnos::studio {

/// `image` must have pixels of the tiles' type.
template <typename Pixel>
void copyIntoTiles(Tiles<Pixel>& tiles, const QImage& image, QPoint position) {
    const QRect rect(position, image.size());
    forEachTileIn(rect, [&](TileKey key) {
        forEachRowIn(tiles.writableTile(key), key, rect, [&](Pixel* row, int x, int y, int count) {
            const QPoint from = key.origin() + QPoint(x, y) - position;
            std::copy_n(reinterpret_cast<const Pixel*>(image.constScanLine(from.y())) + from.x(), count, row);
        });
    });
    tiles.dropBlankTiles(rect);
}

template <typename Pixel>
QImage copyFromTiles(const Tiles<Pixel>& tiles, const QRect& rect, QImage::Format format) {
    if (rect.isEmpty()) return {};
    QImage image(rect.size(), format);
    if (image.isNull()) return image;
    image.fill(0);
    uchar* const bits = image.bits();
    const qsizetype stride = image.bytesPerLine();
    forEachTileIn(rect, [&](TileKey key) {
        const Pixel* const tile = tiles.tile(key);
        if (!tile) return;
        forEachRowIn(tile, key, rect, [&](const Pixel* row, int x, int y, int count) {
            const QPoint to = key.origin() + QPoint(x, y) - rect.topLeft();
            std::copy_n(row, count, reinterpret_cast<Pixel*>(bits + to.y() * stride) + to.x());
        });
    });
    return image;
}

}  // namespace lemnos::studio
