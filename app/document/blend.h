// SPDX-License-Identifier: Apache-2.0
// How one layer's colours are laid on what lies beneath: the blend modes of W3C's "Compositing and Blending Level 1"
// under the names that OpenRaster (and so Krita, GIMP and MyPaint) stores. Free functions over premultiplied ARGB.
#pragma once

#include <optional>
#include <span>

#include <QString>

namespace lemnos::studio {

enum class BlendMode {
    normal,
    multiply,
    screen,
    overlay,
    darken,
    lighten,
    colourDodge,
    colourBurn,
    hardLight,
    softLight,
    difference,
    addition,
    hue,
    saturation,
    colour,
    luminosity,
};

struct BlendModeRow {
    BlendMode mode;
    const char* name;            // for a person; to be translated
    const char* openRasterName;  // svg:multiply
};
/// In the order of a menu.
std::span<const BlendModeRow> blendModes();
QString openRasterName(BlendMode mode);
/// Nothing for a mode that we do not have.
std::optional<BlendMode> blendModeFromOpenRaster(const QString& name);

/// Lays `count` pixels of `source` on `target`. `opacity` 0..255.
void blend(BlendMode mode, quint32* target, const quint32* source, int count, int opacity);

/// x / 255, rounded, for x up to 255 * 255.
constexpr quint32 dividedBy255(quint32 x) { return (x + 128 + ((x + 128) >> 8U)) >> 8U; }

/// All four channels of a premultiplied pixel times `factor` / 255, rounded.
constexpr quint32 scaled(quint32 pixel, quint32 factor) {
    // Two channels at a time, in the halves of a word.
    quint32 even = (pixel & 0xff00ffU) * factor + 0x800080U;
    quint32 odd = ((pixel >> 8U) & 0xff00ffU) * factor + 0x800080U;
    even = (even + ((even >> 8U) & 0xff00ffU)) >> 8U & 0xff00ffU;
    odd = (odd + ((odd >> 8U) & 0xff00ffU)) & 0xff00ff00U;
    return even | odd;
}

/// `source` over `target`, both premultiplied.
constexpr quint32 over(quint32 source, quint32 target) { return source + scaled(target, 255 - (source >> 24U)); }

}  // namespace lemnos::studio
