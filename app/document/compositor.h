// SPDX-License-Identifier: Apache-2.0
// The document as it looks: any rectangle of it, at its own size or halved some times for views that are zoomed out.
// Composed tiles are kept and thrown away where the document changes, so that a repaint costs what changed and is
// seen. Belongs to a view or an exporter; GUI thread, as the document.
#pragma once

#include <vector>

#include <QImage>
#include <QObject>
#include <QSet>

#include "document/document.h"

namespace lemnos::studio {

/// Whether mask layers are seen, as a tint over the picture.
enum class MaskLayers { hidden, tinted };

class Compositor : public QObject {
    Q_OBJECT
public:
    /// Pixels of level n are averages of 2^n by 2^n pixels of the document.
    static constexpr int levels = 7;

    explicit Compositor(const Document& document, MaskLayers masks = MaskLayers::hidden, QObject* parent = nullptr);

    /// Premultiplied ARGB of `rect` in pixels of `level`; transparent outside the document. Null if memory is short.
    QImage image(const QRect& rect, int level = 0);
    QImage image() { return image(m_document.contents().rect()); }

    /// The level to draw from at a scale of screen pixels per document pixel: its own pixels are drawn at 1/2 to 1.
    static int levelFor(double scale);
    /// What a rectangle of the document touches in pixels of a level.
    static QRect toLevel(const QRect& rect, int level);

Q_SIGNALS:
    /// image() has news in `dirty`, of the document.
    void changed(const QRect& dirty);

private:
    struct Level {
        Raster pixels;
        QSet<TileKey> ready;  // a ready tile that is missing in `pixels` is transparent
    };

    void follow(const DocumentChange& change);
    void makeReady(TileKey key, int level);
    void compose(TileKey key);
    void halve(TileKey key, int level);
    void forgetOutside(const QRect& kept);

    const Document& m_document;
    MaskLayers m_masks;
    std::vector<Level> m_levels = std::vector<Level>(levels);
};

/// The picture of some contents at once, without a cache: for saving, on any thread.
QImage composed(const Contents& contents, const QRect& rect);

}  // namespace lemnos::studio
