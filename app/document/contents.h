// SPDX-License-Identifier: Apache-2.0
// Everything of a document that is edited, undone and saved, as one value. A copy shares its pixels, so that undo
// keeps whole contents and a save on another thread gets a snapshot. Document owns the live one and tells what an
// edit changed, which difference() finds out.
#pragma once

#include <optional>
#include <vector>

#include <QSize>
#include <QUuid>

#include "base/result.h"
#include "document/layer.h"

namespace lemnos::studio {

constexpr int longestDocumentSide = 32768;  // pixels

struct Contents {
    QSize size;
    std::vector<Layer> layers;      // the lowest first
    std::optional<Mask> selection;  // nothing: all may be edited
    QRect generationBox;
    LayerId lastId = LayerId::none;
    /// Which document this is, in every file that it is saved to; no edit changes it.
    QUuid document;
    /// Where the picture's corner lies on the endless paper under it. It moves when the picture grows or is cropped on
    /// the left or above, so that places kept outside of the contents stay true (onPaper).
    QPoint corner;

    QRect rect() const { return {QPoint(), size}; }
    /// A place of the picture that outlives its size, and back.
    QRect onPaper(const QRect& rect) const { return rect.translated(corner); }
    QRect fromPaper(const QRect& place) const { return place.translated(-corner); }
    /// Null, or -1, if there is no such layer.
    const Layer* find(LayerId id) const;
    Layer* find(LayerId id);
    int indexOf(LayerId id) const;
    /// A name for another layer.
    LayerId takeId();

    /// Adds every tile that is held.
    void count(TileCensus& census) const;
};

/// What an edit changed.
struct DocumentChange {
    enum Aspect {
        picture = 1 << 0,      // it looks different in `dirty`
        masks = 1 << 1,        // so do its mask layers
        layerList = 1 << 2,    // layers came, went or changed places
        layerValues = 1 << 3,  // name, opacity, ... of `layers`
        selection = 1 << 4,
        generationBox = 1 << 5,
        size = 1 << 6,
    };
    Q_DECLARE_FLAGS(Aspects, Aspect)

    Aspects aspects;
    QRect dirty;  // in the document, for `picture` and `masks`
    std::vector<LayerId> layers;

    bool isEmpty() const { return !aspects; }
};

/// The layer if its pixels may be changed; else the reason, for a person.
Result<Layer*> layerToEdit(Contents& contents, LayerId id);

/// Looks at tiles, never at pixels: quick where the two share most.
DocumentChange difference(const Contents& before, const Contents& after);

/// The memory of the tiles that only `held` holds: what keeping it for undo costs.
std::size_t bytesBesides(const Contents& held, const Contents& other);

}  // namespace lemnos::studio

// Among Qt's own operators: in the namespace it would hide those, and Qt::CTRL | Qt::Key_Z with them.
Q_DECLARE_OPERATORS_FOR_FLAGS(lemnos::studio::DocumentChange::Aspects)
