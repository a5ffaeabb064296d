// SPDX-License-Identifier: Apache-2.0
// A layer: pixels of its own coordinates, where they lie in the document, and how they are laid on the layers below.
// Part of a Document's contents; a plain value, cheap to copy.
#pragma once

#include <variant>

#include <QJsonObject>
#include <QRect>
#include <QString>

#include "document/blend.h"
#include "document/mask.h"
#include "document/raster.h"

namespace lemnos::studio {

/// Names a layer for as long as the document lives; never given to another.
enum class LayerId : quint32 { none = 0 };

struct Layer {
    LayerId id = LayerId::none;
    QString name;
    /// A Mask is no part of the picture: it says what is to be painted anew, and views show it as a tint.
    std::variant<Raster, Mask> pixels;
    QPoint offset;  // of the pixels' origin, in the document
    int opacity = 255;
    BlendMode blend = BlendMode::normal;
    bool isVisible = true;
    bool isLocked = false;  // its pixels and its place stay as they are
    QJsonObject request;    // what a generated layer was made with, as the PNG files store it; empty for others

    bool isMask() const { return std::holds_alternative<Mask>(pixels); }
    /// Null for a layer of the other kind.
    const Raster* raster() const { return std::get_if<Raster>(&pixels); }
    Raster* raster() { return std::get_if<Raster>(&pixels); }
    const Mask* mask() const { return std::get_if<Mask>(&pixels); }
    Mask* mask() { return std::get_if<Mask>(&pixels); }

    /// In the document, at most a tile too large on each side. Quick.
    QRect tileBounds() const {
        return std::visit([](const auto& tiles) { return tiles.tileBounds(); }, pixels).translated(offset);
    }
    /// In the document, to the pixel.
    QRect bounds() const {
        return std::visit([](const auto& tiles) { return tiles.bounds(); }, pixels).translated(offset);
    }
    void count(TileCensus& census) const {
        std::visit([&](const auto& tiles) { tiles.count(census); }, pixels);
    }
    bool isShown() const { return isVisible && opacity > 0; }
};

}  // namespace lemnos::studio
