// SPDX-License-Identifier: Apache-2.0
#include "document/paint.h"

#include <array>

namespace lemnos::studio {
namespace {

using Row = std::array<quint8, tileSide>;

void paintRow(quint32* target, const quint32* before, const quint8* coverage, int count, const Paint& paint) {
    const quint32 colour = qPremultiply(paint.colour);
    if (paint.kind == Paint::Kind::eraser)
        for (int i = 0; i < count; ++i) target[i] = scaled(before[i], 255U - coverage[i]);
    else
        for (int i = 0; i < count; ++i) target[i] = over(scaled(colour, coverage[i]), before[i]);
}

void paintRow(quint8* target, const quint8* before, const quint8* coverage, int count, const Paint& paint) {
    if (paint.kind == Paint::Kind::eraser)
        for (int i = 0; i < count; ++i) target[i] = quint8(dividedBy255(before[i] * (255U - coverage[i])));
    else
        for (int i = 0; i < count; ++i)
            target[i] = quint8(coverage[i] + dividedBy255(before[i] * (255U - coverage[i])));
}

void limitTo(const Mask& selection, Row& row, int x, int y, int count) {
    Row selected;
    coverageOf(selection)(x, y, count, selected.data());
    for (int i = 0; i < count; ++i) row[i] = quint8(dividedBy255(quint32(row[i]) * selected[i]));
}

template <typename Pixels>
void paintTiles(Pixels& pixels, const Pixels& before, QPoint offset, const QRect& rect, const Paint& paint,
                const CoverageRow& coverage, const std::optional<Mask>& selection) {
    const QRect local = rect.translated(-offset);
    const Pixels source = before;  // keeps its tiles while those of `pixels` change
    forEachTileIn(local, [&](TileKey key) {
        const auto* const from = source.tile(key);
        if (!from && paint.kind == Paint::Kind::eraser) return pixels.removeTile(key);
        static const std::remove_cvref_t<decltype(*from)> blank[tilePixels] = {};
        auto* const tile = pixels.writableTile(key);
        forEachRowIn(tile, key, local, [&](auto* row, int x, int y, int count) {
            const QPoint at = key.origin() + QPoint(x, y) + offset;
            Row covered;
            coverage(at.x(), at.y(), count, covered.data());
            if (selection) limitTo(*selection, covered, at.x(), at.y(), count);
            paintRow(row, (from ? from : blank) + y * tileSide + x, covered.data(), count, paint);
        });
    });
    pixels.dropBlankTiles(local);
}

}  // namespace

CoverageRow fullCoverage() {
    return [](int, int, int count, quint8* row) { std::fill_n(row, count, quint8(255)); };
}

CoverageRow coverageOf(const Mask& mask) {
    return [&mask](int x, int y, int count, quint8* row) {
        forEachPieceOfRow(mask, x, y, count, [&](const quint8* pixels, int at, int piece) {
            if (pixels)
                std::copy_n(pixels, piece, row + at);
            else
                std::fill_n(row + at, piece, quint8(0));
        });
    };
}

void paintLayer(Layer& layer, const Layer& before, const QRect& rect, const Paint& paint, const CoverageRow& coverage,
                const std::optional<Mask>& selection) {
    const QRect part = selection ? rect & selection->tileBounds() : rect;
    if (Raster* const raster = layer.raster())
        paintTiles(*raster, *before.raster(), layer.offset, part, paint, coverage, selection);
    else
        paintTiles(*layer.mask(), *before.mask(), layer.offset, part, paint, coverage, selection);
}

void paintMask(Mask& mask, const Mask& before, const QRect& rect, const Paint& paint, const CoverageRow& coverage) {
    paintTiles(mask, before, {}, rect, paint, coverage, {});
}

}  // namespace lemnos::studio
