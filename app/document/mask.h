// SPDX-License-Identifier: Apache-2.0
// Coverage: tiles of 8 bits per pixel, 0 outside and 255 inside. A selection, or a mask layer that says what is to be
// painted anew. Missing tiles are outside. A value, cheap to copy (tiles.h).
#pragma once

#include <QImage>

#include "document/tiles.h"

namespace lemnos::studio {

class Mask : public Tiles<quint8> {
public:
    Mask() = default;
    /// The brightness of `image`, or of an image in Format_Alpha8 its alpha; its top left corner at `position`.
    explicit Mask(const QImage& image, QPoint position = {});

    /// Replaces what is there.
    void write(const QImage& image, QPoint position);
    /// Format_Grayscale8 of the size of `rect`; null if `rect` is empty or memory is short.
    QImage image(const QRect& rect) const;
    QImage image() const { return image(bounds()); }
};

}  // namespace lemnos::studio
