// SPDX-License-Identifier: Apache-2.0
#include "document/compositor.h"

#include <array>
#include <bit>

namespace lemnos::studio {
namespace {

using TileBuffer = std::array<quint32, tilePixels>;

// A third of the tint stays transparent, so that what is to be painted anew can still be seen.
constexpr quint32 maskTint = 0xffe0304cU;
constexpr int maskTintOpacity = 140;

// Composed tiles of the document's own size that may be kept: 256 MiB, a picture of 8192 x 8192.
constexpr qsizetype mostKeptTiles = 16384;

void blendRows(TileBuffer& buffer, TileKey target, const Layer& layer, const Raster& raster) {
    const QRect wanted = target.rect().translated(-layer.offset);
    forEachTileIn(wanted, [&](TileKey key) {
        const quint32* const tile = raster.tile(key);
        if (!tile) return;
        const QPoint shift = key.origin() - wanted.topLeft();
        forEachRowIn(tile, key, wanted, [&](const quint32* row, int x, int y, int count) {
            blend(layer.blend, buffer.data() + (y + shift.y()) * tileSide + x + shift.x(), row, count, layer.opacity);
        });
    });
}

void tintRows(TileBuffer& buffer, TileKey target, const Layer& layer, const Mask& mask) {
    const QRect wanted = target.rect().translated(-layer.offset);
    const quint32 tint = scaled(maskTint, dividedBy255(quint32(maskTintOpacity * layer.opacity)));
    forEachTileIn(wanted, [&](TileKey key) {
        const quint8* const tile = mask.tile(key);
        if (!tile) return;
        const QPoint shift = key.origin() - wanted.topLeft();
        forEachRowIn(tile, key, wanted, [&](const quint8* row, int x, int y, int count) {
            quint32* const to = buffer.data() + (y + shift.y()) * tileSide + x + shift.x();
            for (int i = 0; i < count; ++i) to[i] = over(scaled(tint, row[i]), to[i]);
        });
    });
}

void clip(TileBuffer& buffer, TileKey key, const QRect& document) {
    if (document.contains(key.rect())) return;
    TileBuffer clipped{};
    forEachRowIn(buffer.data(), key, document, [&](const quint32* row, int x, int y, int count) {
        std::copy_n(row, count, clipped.data() + y * tileSide + x);
    });
    buffer = clipped;
}

void composeTile(TileBuffer& buffer, const Contents& contents, TileKey key, MaskLayers masks) {
    buffer.fill(0);
    for (const Layer& layer : contents.layers) {
        if (!layer.isShown()) continue;
        if (const Raster* const raster = layer.raster())
            blendRows(buffer, key, layer, *raster);
        else if (masks == MaskLayers::tinted)
            tintRows(buffer, key, layer, *layer.mask());
    }
    clip(buffer, key, contents.rect());
}

quint32 average(quint32 a, quint32 b, quint32 c, quint32 d) {
    constexpr quint32 halves = 0xff00ffU;
    const quint32 even = (a & halves) + (b & halves) + (c & halves) + (d & halves) + 0x020002U;
    const quint32 odd =
        ((a >> 8U) & halves) + ((b >> 8U) & halves) + ((c >> 8U) & halves) + ((d >> 8U) & halves) + 0x020002U;
    return (even >> 2U & halves) | (odd << 6U & ~halves);
}

void halveInto(quint32* target, const quint32* tile) {
    for (int y = 0; y < tileSide / 2; ++y) {
        const quint32* const upper = tile + 2 * y * tileSide;
        const quint32* const lower = upper + tileSide;
        for (int x = 0; x < tileSide / 2; ++x)
            target[y * tileSide + x] = average(upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]);
    }
}

void store(Raster& raster, TileKey key, const TileBuffer& buffer) {
    if (std::ranges::all_of(buffer, [](quint32 pixel) { return pixel == 0; })) return raster.removeTile(key);
    std::ranges::copy(buffer, raster.writableTile(key));
}

}  // namespace

Compositor::Compositor(const Document& document, MaskLayers masks, QObject* parent)
    : QObject(parent), m_document(document), m_masks(masks) {
    connect(&document, &Document::changed, this, &Compositor::follow);
}

int Compositor::levelFor(double scale) {
    if (scale >= 1) return 0;
    return std::min(int(std::bit_width(unsigned(1 / scale))) - 1, levels - 1);
}

QRect Compositor::toLevel(const QRect& rect, int level) {
    if (rect.isEmpty()) return {};
    return {QPoint(rect.left() >> level, rect.top() >> level), QPoint(rect.right() >> level, rect.bottom() >> level)};
}

void Compositor::follow(const DocumentChange& change) {
    const bool isSeen = change.aspects.testFlag(DocumentChange::picture) ||
                        (m_masks == MaskLayers::tinted && change.aspects.testFlag(DocumentChange::masks));
    if (!isSeen) return;
    const bool isResized = change.aspects.testFlag(DocumentChange::size);
    if (isResized) m_levels.assign(levels, {});
    // Layers may reach outside the document, where nothing is shown; but what it has lost must be repainted.
    const QRect dirty = isResized ? change.dirty : change.dirty & m_document.contents().rect();
    for (int level = 0; level < levels; ++level)
        forEachTileIn(toLevel(dirty, level), [&](TileKey key) { m_levels[std::size_t(level)].ready.remove(key); });
    if (!dirty.isEmpty()) Q_EMIT changed(dirty);
}

QImage Compositor::image(const QRect& rect, int level) {
    const QRect seen = rect & toLevel(m_document.contents().rect(), level);
    if (level == 0) forgetOutside(seen);
    forEachTileIn(seen, [&](TileKey key) { makeReady(key, level); });
    return m_levels[std::size_t(level)].pixels.image(rect);
}

void Compositor::makeReady(TileKey key, int level) {
    Level& to = m_levels[std::size_t(level)];
    if (to.ready.contains(key)) return;
    if (level == 0)
        compose(key);
    else
        halve(key, level);
    to.ready.insert(key);
}

void Compositor::compose(TileKey key) {
    TileBuffer buffer;
    composeTile(buffer, m_document.contents(), key, m_masks);
    store(m_levels[0].pixels, key, buffer);
}

void Compositor::halve(TileKey key, int level) {
    TileBuffer buffer{};
    const QRect document = toLevel(m_document.contents().rect(), level - 1);
    for (int i = 0; i < 4; ++i) {
        const TileKey child{key.x * 2 + i % 2, key.y * 2 + i / 2};
        if (!child.rect().intersects(document)) continue;
        makeReady(child, level - 1);
        if (const quint32* const tile = m_levels[std::size_t(level - 1)].pixels.tile(child))
            halveInto(buffer.data() + (i / 2) * tilePixels / 2 + (i % 2) * tileSide / 2, tile);
    }
    store(m_levels[std::size_t(level)].pixels, key, buffer);
    if (level == 1) forgetOutside({});
}

// Only the finest level is worth a limit: all others together have a third of its tiles.
void Compositor::forgetOutside(const QRect& kept) {
    Level& finest = m_levels[0];
    if (finest.pixels.tileCount() <= mostKeptTiles) return;
    for (const TileKey key : finest.pixels.tileKeys())
        if (!key.rect().intersects(kept)) {
            finest.pixels.removeTile(key);
            finest.ready.remove(key);
        }
}

QImage composed(const Contents& contents, const QRect& rect) {
    Raster raster;
    TileBuffer buffer;
    forEachTileIn(rect & contents.rect(), [&](TileKey key) {
        composeTile(buffer, contents, key, MaskLayers::hidden);
        store(raster, key, buffer);
    });
    return raster.image(rect);
}

}  // namespace lemnos::studio
