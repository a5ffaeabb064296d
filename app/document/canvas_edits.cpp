// SPDX-License-Identifier: Apache-2.0
#include "document/canvas_edits.h"

#include <cmath>

#include <QPainter>

namespace lemnos::studio {
namespace {

bool isWhole(double value) { return std::abs(value - std::round(value)) < 1e-9; }

/// Pixels go to pixels: no smoothing needed.
bool isExact(const QTransform& t) {
    const auto isUnit = [](double value) { return std::abs(std::abs(value) - 1) < 1e-9; };
    const bool isUpright = isUnit(t.m11()) && isUnit(t.m22()) && std::abs(t.m12()) + std::abs(t.m21()) < 1e-9;
    const bool isTurned = isUnit(t.m12()) && isUnit(t.m21()) && std::abs(t.m11()) + std::abs(t.m22()) < 1e-9;
    return t.isAffine() && (isUpright || isTurned) && isWhole(t.dx()) && isWhole(t.dy());
}

/// Bilinear sampling skips pixels below half size; averaging first keeps them.
QImage shrunkFor(QTransform& transform, QImage image) {
    const double across = std::hypot(transform.m11(), transform.m12());
    const double down = std::hypot(transform.m21(), transform.m22());
    if (across >= 0.5 && down >= 0.5) return image;
    const QSize size(across < 0.5 ? std::max(1, int(std::ceil(image.width() * across))) : image.width(),
                     down < 0.5 ? std::max(1, int(std::ceil(image.height() * down))) : image.height());
    transform =
        QTransform::fromScale(double(image.width()) / size.width(), double(image.height()) / size.height()) * transform;
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

struct Placed {
    QImage image;
    QPoint position;
};

/// `image`, lying at `position`, as `transform` shows it. A null image if memory is short.
Placed transformed(QImage image, QPoint position, const QTransform& transform) {
    QTransform local = QTransform::fromTranslate(position.x(), position.y()) * transform;
    const QRect place = local.mapRect(QRectF(QPointF(), QSizeF(image.size()))).toAlignedRect();
    const bool exact = isExact(transform);
    if (!exact) image = shrunkFor(local, std::move(image));
    QImage result(place.size(), QImage::Format_ARGB32_Premultiplied);
    if (result.isNull()) return {};
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing, !exact);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setTransform(local * QTransform::fromTranslate(-place.x(), -place.y()));
    painter.drawImage(0, 0, image);
    return {result, place.topLeft()};
}

Status checkSize(QSize size) {
    if (size.isEmpty() || size.width() > longestDocumentSide || size.height() > longestDocumentSide)
        return invalid("a picture of {} x {} pixels cannot be made; each side may be 1 to {}", size.width(),
                       size.height(), longestDocumentSide);
    return {};
}

void reframe(Contents& contents, const QRect& rect) {
    const QPoint by = -rect.topLeft();
    contents.size = rect.size();
    for (Layer& layer : contents.layers) layer.offset += by;
    if (contents.selection) contents.selection = Mask::translated(*contents.selection, by);
    contents.generationBox.translate(by);
    contents.corner -= by;
}

}  // namespace

Status resizeCanvas(Document& document, const QRect& rect) {
    LEMNOS_CHECK(checkSize(rect.size()));
    Contents after = document.contents();
    reframe(after, rect);
    document.edit(Document::tr("Resize canvas"), std::move(after));
    return {};
}

Status cropToGenerationBox(Document& document) { return resizeCanvas(document, document.contents().generationBox); }

Status setGenerationBox(Document& document, const QRect& box) {
    LEMNOS_CHECK(checkSize(box.size()));
    Contents after = document.contents();
    after.generationBox = box;
    document.edit(Document::tr("Generation box"), std::move(after), {MergeKey::generationBox});
    return {};
}

Result<LayerId> acceptPicture(Document& document, const QImage& picture, const QRect& place, const QString& name,
                              const QJsonObject& request) {
    const QRect all = document.contents().rect() | place;
    LEMNOS_CHECK(checkSize(all.size()));
    Contents after = document.contents();
    after.layers.push_back(
        {.id = after.takeId(), .name = name, .pixels = Raster(picture), .offset = place.topLeft(), .request = request});
    const LayerId id = after.layers.back().id;
    if (all != after.rect()) reframe(after, all);
    document.edit(Document::tr("Accept picture"), std::move(after));
    return id;
}

LayerId placePicture(Document& document, const QImage& picture, const QRect& place, const QString& name,
                     const QJsonObject& request) {
    const QImage fitting = picture.size() == place.size()
                               ? picture
                               : picture.scaled(place.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    Contents after = document.contents();
    const LayerId id = after.takeId();
    after.layers.push_back(
        {.id = id, .name = name, .pixels = Raster(fitting), .offset = place.topLeft(), .request = request});
    document.edit(Document::tr("Place picture"), std::move(after));
    return id;
}

Status moveLayerBy(Document& document, LayerId id, QPoint by) {
    Contents after = document.contents();
    LEMNOS_TRY(Layer* const layer, layerToEdit(after, id));
    layer->offset += by;
    document.edit(Document::tr("Move layer"), std::move(after), {MergeKey::place, id});
    return {};
}

Status transformLayer(Document& document, LayerId id, const QTransform& transform) {
    Contents after = document.contents();
    LEMNOS_TRY(Layer* const layer, layerToEdit(after, id));
    if (!transform.isAffine() || !transform.isInvertible())
        return invalid("the layer \"{}\" would vanish", layer->name.toStdString());
    const QRect bounds = layer->bounds();
    if (bounds.isEmpty()) return {};
    LEMNOS_CHECK(checkSize(transform.mapRect(QRectF(bounds)).toAlignedRect().size()));

    const QRect own = bounds.translated(-layer->offset);
    // Coverage goes as brightness of an opaque picture; what the transform leaves open stays transparent, so black.
    const QImage image =
        layer->isMask() ? layer->mask()->image(own).convertToFormat(QImage::Format_RGB32) : layer->raster()->image(own);
    const Placed placed = image.isNull() ? Placed() : transformed(image, bounds.topLeft(), transform);
    if (placed.image.isNull())
        return out_of_memory("there is not enough memory to transform the layer \"{}\"", layer->name.toStdString());
    if (layer->isMask())
        layer->pixels = Mask(placed.image.convertToFormat(QImage::Format_RGB32));
    else
        layer->pixels = Raster(placed.image);
    layer->offset = placed.position;
    document.edit(Document::tr("Transform layer"), std::move(after));
    return {};
}

}  // namespace lemnos::studio
