// SPDX-License-Identifier: Apache-2.0
#include "document/mask.h"

#include "document/tile_image.h"

namespace lemnos::studio {

Mask::Mask(const QImage& image, QPoint position) { write(image, position); }

void Mask::write(const QImage& image, QPoint position) {
    const bool isCoverage = image.format() == QImage::Format_Alpha8;
    copyIntoTiles(*this, isCoverage ? image : image.convertToFormat(QImage::Format_Grayscale8), position);
}

QImage Mask::image(const QRect& rect) const { return copyFromTiles(*this, rect, QImage::Format_Grayscale8); }

}  // namespace lemnos::studio
