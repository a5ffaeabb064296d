// SPDX-License-Identifier: Apache-2.0
#include "document/raster.h"

#include "document/tile_image.h"

namespace lemnos::studio {

Raster::Raster(const QImage& image, QPoint position) { write(image, position); }

void Raster::write(const QImage& image, QPoint position) {
    copyIntoTiles(*this, image.convertToFormat(QImage::Format_ARGB32_Premultiplied), position);
}

QImage Raster::image(const QRect& rect) const {
    return copyFromTiles(*this, rect, QImage::Format_ARGB32_Premultiplied);
}

}  // namespace lemnos::studio
