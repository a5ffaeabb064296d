// SPDX-License-Identifier: Apache-2.0
#include "document/mask_shapes.h"

#include <QPainter>

namespace lemnos::studio {
namespace {

Mask pathMask(const QPainterPath& path, const QRect& within) {
    const QRect rect = path.boundingRect().toAlignedRect() & within;
    if (rect.isEmpty()) return {};
    QImage image(rect.size(), QImage::Format_Grayscale8);
    image.fill(0);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-rect.topLeft());
    painter.fillPath(path, Qt::white);
    painter.end();
    return Mask(image, rect.topLeft());
}

}  // namespace

Mask rectangleMask(const QRectF& rect, const QRect& within) {
    QPainterPath path;
    path.addRect(rect.normalized());
    return pathMask(path, within);
}

Mask ellipseMask(const QRectF& rect, const QRect& within) {
    QPainterPath path;
    path.addEllipse(rect.normalized());
    return pathMask(path, within);
}

Mask polygonMask(const QPolygonF& polygon, const QRect& within) {
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return pathMask(path, within);
}

Mask coverageOfLayer(const Layer& layer, const QRect& within) {
    const QRect rect = layer.bounds() & within;
    if (rect.isEmpty()) return {};
    const QRect own = rect.translated(-layer.offset);
    if (layer.isMask()) return Mask(layer.mask()->image(own), rect.topLeft());
    return Mask(layer.raster()->image(own).convertToFormat(QImage::Format_Alpha8), rect.topLeft());
}

}  // namespace lemnos::studio
