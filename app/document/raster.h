// SPDX-License-Identifier: Apache-2.0
// The colours of a layer: tiles of premultiplied ARGB, each pixel a quint32 as in QImage::Format_ARGB32_Premultiplied.
// Missing tiles are transparent. A value, cheap to copy (tiles.h).
#pragma once

#include <QImage>

#include "document/tiles.h"

namespace lemnos::studio {

class Raster : public Tiles<quint32> {
public:
    Raster() = default;
    /// The pixels of `image`, of any format, with its top left corner at `position`.
    explicit Raster(const QImage& image, QPoint position = {});

    /// Replaces what is there, transparent pixels included.
    void write(const QImage& image, QPoint position);
    /// Format_ARGB32_Premultiplied of the size of `rect`; null if `rect` is empty or memory is short.
    QImage image(const QRect& rect) const;
    QImage image() const { return image(bounds()); }
};

}  // namespace lemnos::studio
