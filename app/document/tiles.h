// SPDX-License-Identifier: Apache-2.0
// Pixels without an edge: copy-on-write tiles by signed coordinates, where a missing tile is blank (all zero). A copy
// shares every tile, so that a snapshot for undo or for another thread costs nothing until somebody writes; writing
// detaches the one tile. What Raster, Mask and the buffers of painting are made of. A value: each copy belongs to one
// thread at a time, tiles may be shared between threads.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <unordered_set>

#include <QExplicitlySharedDataPointer>
#include <QHash>
#include <QRect>
#include <QSharedData>

namespace lemnos::studio {

constexpr int tileBits = 6;
constexpr int tileSide = 1 << tileBits;  // pixels
constexpr int tilePixels = tileSide * tileSide;

/// Which tile: its column and row; negative ones lie left of and above the origin.
struct TileKey {
    int x = 0;
    int y = 0;

    static TileKey at(int pixelX, int pixelY) { return {pixelX >> tileBits, pixelY >> tileBits}; }
    QPoint origin() const { return {x * tileSide, y * tileSide}; }
    QRect rect() const { return {origin(), QSize(tileSide, tileSide)}; }
    friend bool operator==(TileKey, TileKey) = default;
};

inline std::size_t qHash(TileKey key, std::size_t seed = 0) {
    return ::qHash(quint64(quint32(key.x)) << 32U | quint32(key.y), seed);
}

/// Calls `visit(TileKey)` for every tile that `rect` touches, row by row.
template <typename Visitor>
void forEachTileIn(const QRect& rect, Visitor&& visit) {
    if (rect.isEmpty()) return;
    const TileKey first = TileKey::at(rect.left(), rect.top());
    const TileKey last = TileKey::at(rect.right(), rect.bottom());
    for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x) visit(TileKey{x, y});
}

/// Calls `visit(pixels, x, y, count)` for the part of each row of a tile inside `rect`; x and y count from the tile's
/// corner, `pixels` points at the first of `count`.
template <typename Pixel, typename Visitor>
void forEachRowIn(Pixel* tile, TileKey key, const QRect& rect, Visitor&& visit) {
    const QRect part = key.rect() & rect;
    if (part.isEmpty()) return;
    const QPoint from = part.topLeft() - key.origin();
    for (int y = from.y(); y < from.y() + part.height(); ++y)
        visit(tile + y * tileSide + from.x(), from.x(), y, part.width());
}

/// Calls `visit(pixels, at, count)` for the pieces of the row of `count` pixels to the right of (x, y), each within a
/// tile: `pixels` null where the tile is blank, `at` counted from x.
template <typename Tiles, typename Visitor>
void forEachPieceOfRow(const Tiles& tiles, int x, int y, int count, Visitor&& visit) {
    const QRect rect(x, y, count, 1);
    forEachTileIn(rect, [&](TileKey key) {
        const QRect part = key.rect() & rect;
        const QPoint from = part.topLeft() - key.origin();
        const auto* const pixels = tiles.tile(key);
        visit(pixels ? pixels + from.y() * tileSide + from.x() : nullptr, part.left() - x, part.width());
    });
}

/// Counts memory: a tile that is added again, by whoever shares it, costs nothing more.
class TileCensus {
public:
    std::size_t bytes() const { return m_bytes; }
    void add(const void* tile, std::size_t size) {
        if (m_seen.insert(tile).second) m_bytes += size;
    }

private:
    std::unordered_set<const void*> m_seen;
    std::size_t m_bytes = 0;
};

template <std::unsigned_integral Pixel>
class Tiles {
public:
    /// The pixels of a tile, row by row; null where it is blank.
    const Pixel* tile(TileKey key) const {
        const auto found = m_tiles.constFind(key);
        return found == m_tiles.constEnd() ? nullptr : (*found)->pixels;
    }
    /// A tile to write to, which nobody shares from here on; blank if it was missing.
    Pixel* writableTile(TileKey key) {
        auto& pointer = m_tiles[key];
        if (!pointer) pointer = TilePointer(new Tile);
        // Acquire: the last other owner may have read it on another thread.
        else if (pointer->ref.loadAcquire() != 1)
            pointer = TilePointer(new Tile(*pointer));
        return pointer->pixels;
    }
    void removeTile(TileKey key) { m_tiles.remove(key); }
    void clear() { m_tiles.clear(); }
    /// Takes another's tile as it is, shared.
    void shareTile(TileKey key, const Tiles& from) {
        const auto found = from.m_tiles.constFind(key);
        if (found == from.m_tiles.constEnd())
            m_tiles.remove(key);
        else
            m_tiles.insert(key, *found);
    }

    Pixel at(int x, int y) const {
        const TileKey key = TileKey::at(x, y);
        const Pixel* const pixels = tile(key);
        return pixels ? pixels[(y - key.origin().y()) * tileSide + x - key.origin().x()] : Pixel(0);
    }

    bool isEmpty() const { return m_tiles.isEmpty(); }
    qsizetype tileCount() const { return m_tiles.size(); }
    QList<TileKey> tileKeys() const { return m_tiles.keys(); }

    /// Covers every tile: at most a tile's side larger than `bounds` on each side. Quick.
    QRect tileBounds() const {
        QRect all;
        for (auto it = m_tiles.keyBegin(); it != m_tiles.keyEnd(); ++it) all |= it->rect();
        return all;
    }
    /// The smallest rectangle around everything that is not zero; empty if all is blank.
    QRect bounds() const {
        QRect all;
        for (auto it = m_tiles.constBegin(); it != m_tiles.constEnd(); ++it)
            if (!all.contains(it.key().rect())) all |= boundsIn((*it)->pixels).translated(it.key().origin());
        return all;
    }

    void fill(const QRect& rect, Pixel value) {
        forEachTileIn(rect, [&](TileKey key) {
            if (value == 0 && rect.contains(key.rect())) return removeTile(key);
            if (value == 0 && !tile(key)) return;
            forEachRowIn(writableTile(key), key, rect,
                         [&](Pixel* row, int, int, int count) { std::fill_n(row, count, value); });
        });
    }

    /// Gives up tiles in `rect` that have become blank.
    void dropBlankTiles(const QRect& rect) {
        forEachTileIn(rect, [&](TileKey key) {
            const Pixel* const pixels = tile(key);
            if (pixels && std::all_of(pixels, pixels + tilePixels, [](Pixel p) { return p == 0; })) removeTile(key);
        });
    }

    /// True if it is the same tiles, not merely equal pixels: the quick question whether anything was written.
    bool isSharedWith(const Tiles& other) const { return m_tiles.isSharedWith(other.m_tiles); }
    bool sharesTile(TileKey key, const Tiles& other) const { return tile(key) == other.tile(key); }
    /// Around the tiles in which two differ by more than sharing; may include tiles with equal pixels.
    QRect differenceBounds(const Tiles& other) const {
        QRect different;
        if (isSharedWith(other)) return different;
        for (auto it = m_tiles.constBegin(); it != m_tiles.constEnd(); ++it)
            if (!sharesTile(it.key(), other)) different |= it.key().rect();
        for (auto it = other.m_tiles.keyBegin(); it != other.m_tiles.keyEnd(); ++it)
            if (!m_tiles.contains(*it)) different |= it->rect();
        return different;
    }

    /// The same pixels elsewhere.
    template <typename Derived>
    static Derived translated(const Derived& from, QPoint by) {
        Derived moved;
        for (const TileKey key : from.tileKeys()) {
            const QRect place = key.rect().translated(by);
            forEachTileIn(place, [&](TileKey to) {
                forEachRowIn(moved.writableTile(to), to, place, [&](Pixel* row, int x, int y, int count) {
                    const QPoint source = to.origin() + QPoint(x, y) - place.topLeft();
                    std::copy_n(from.tile(key) + source.y() * tileSide + source.x(), count, row);
                });
            });
        }
        moved.dropBlankTiles(moved.tileBounds());
        return moved;
    }

    void count(TileCensus& census) const {
        for (const TilePointer& tile : m_tiles) census.add(tile.data(), sizeof(Tile));
    }

protected:
    ~Tiles() = default;
    Tiles() = default;
    Tiles(const Tiles&) = default;
    Tiles(Tiles&&) noexcept = default;
    Tiles& operator=(const Tiles&) = default;
    Tiles& operator=(Tiles&&) noexcept = default;

private:
    struct Tile : QSharedData {
        Pixel pixels[tilePixels] = {};
    };
    using TilePointer = QExplicitlySharedDataPointer<Tile>;

    static bool isBlank(const Pixel* pixels, int count, int stride) {
        for (int i = 0; i < count; ++i)
            if (pixels[i * stride] != 0) return false;
        return true;
    }
    static QRect boundsIn(const Pixel* pixels) {
        int top = 0;
        while (top < tileSide && isBlank(pixels + top * tileSide, tileSide, 1)) ++top;
        if (top == tileSide) return {};
        int bottom = tileSide - 1;
        while (isBlank(pixels + bottom * tileSide, tileSide, 1)) --bottom;
        int left = 0;
        while (isBlank(pixels + left, tileSide, tileSide)) ++left;
        int right = tileSide - 1;
        while (isBlank(pixels + right, tileSide, tileSide)) --right;
        return {QPoint(left, top), QPoint(right, bottom)};
    }

    QHash<TileKey, TilePointer> m_tiles;
};

}  // namespace lemnos::studio
