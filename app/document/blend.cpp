// SPDX-License-Identifier: Apache-2.0
#include "document/blend.h"

#include <algorithm>
#include <cmath>

#include <QLatin1StringView>

namespace lemnos::studio {
namespace {

constexpr BlendModeRow rows[] = {
    {BlendMode::normal, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Normal"), "svg:src-over"},
    {BlendMode::multiply, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Multiply"), "svg:multiply"},
    {BlendMode::darken, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Darken"), "svg:darken"},
    {BlendMode::colourBurn, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Colour burn"), "svg:color-burn"},
    {BlendMode::screen, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Screen"), "svg:screen"},
    {BlendMode::lighten, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Lighten"), "svg:lighten"},
    {BlendMode::colourDodge, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Colour dodge"), "svg:color-dodge"},
    {BlendMode::addition, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Addition"), "svg:plus"},
    {BlendMode::overlay, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Overlay"), "svg:overlay"},
    {BlendMode::softLight, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Soft light"), "svg:soft-light"},
    {BlendMode::hardLight, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Hard light"), "svg:hard-light"},
    {BlendMode::difference, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Difference"), "svg:difference"},
    {BlendMode::hue, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Hue"), "svg:hue"},
    {BlendMode::saturation, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Saturation"), "svg:saturation"},
    {BlendMode::colour, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Colour"), "svg:color"},
    {BlendMode::luminosity, QT_TRANSLATE_NOOP("lemnos::studio::LayersPanel", "Luminosity"), "svg:luminosity"},
};

// The smallest divisor: what is divided by it is zero or gets limited.
constexpr float tiny = 1e-6F;

float smaller(float a, float b) { return a < b ? a : b; }
float larger(float a, float b) { return a > b ? a : b; }

float channelOf(quint32 pixel, unsigned shift) { return float(int(pixel >> shift & 255U)) * (1.0F / 255); }
// Of values that are not negative; lround would not vectorise.
quint32 byteOf(float value) {
    constexpr float half = 0.5F;
    return quint32(int(smaller(value, 1) * 255 + half));
}
// Rounding must not lift a colour above its alpha: sums of such pixels would run over.
quint32 byteOf(float value, quint32 alpha) {
    const quint32 byte = byteOf(value);
    return byte < alpha ? byte : alpha;
}

// The formulas below are the specification's B(cb, cs) times both alphas, rewritten for premultiplied s and d, so
// that only those divide that must: s, d are colour times alpha, sa and da the alphas, all 0..1.
struct Multiply {
    static float of(float s, float d, float, float) { return s * d; }
};
struct Screen {
    static float of(float s, float d, float sa, float da) { return s * da + d * sa - s * d; }
};
struct HardLight {
    static float of(float s, float d, float sa, float da) {
        const float dark = 2 * s * d;
        const float bright = sa * da - 2 * (da - d) * (sa - s);
        return 2 * s <= sa ? dark : bright;
    }
};
struct Overlay {
    static float of(float s, float d, float sa, float da) { return HardLight::of(d, s, da, sa); }
};
struct Darken {
    static float of(float s, float d, float sa, float da) { return smaller(s * da, d * sa); }
};
struct Lighten {
    static float of(float s, float d, float sa, float da) { return larger(s * da, d * sa); }
};
struct ColourDodge {
    static float of(float s, float d, float sa, float da) {
        return smaller(sa * da, d * sa * sa / larger(sa - s, tiny));
    }
};
struct ColourBurn {
    static float of(float s, float d, float sa, float da) {
        return sa * da - smaller(sa * da, (da - d) * sa * sa / larger(s, tiny));
    }
};
struct SoftLight {
    static float of(float s, float d, float sa, float da) {
        const float backdrop = d / larger(da, tiny);
        const float source = s / larger(sa, tiny);
        const float low = ((16 * backdrop - 12) * backdrop + 4) * backdrop;
        const float high = std::sqrt(backdrop);
        const float bright = (backdrop <= 0.25F ? low : high) - backdrop;
        const float dark = backdrop - backdrop * backdrop;
        return sa * da * (backdrop + (2 * source - 1) * (source <= 0.5F ? dark : bright));
    }
};
struct Difference {
    static float of(float s, float d, float sa, float da) { return std::fabs(s * da - d * sa); }
};

template <typename Formula>
void blendSeparable(quint32* target, const quint32* source, int count, float opacity) {
    for (int i = 0; i < count; ++i) {
        const quint32 from = source[i];
        const quint32 onto = target[i];
        const float sa = channelOf(from, 24) * opacity;
        const float da = channelOf(onto, 24);
        const quint32 alpha = byteOf(sa + da - sa * da);
        const auto mixed = [&](unsigned shift) {
            const float s = channelOf(from, shift) * opacity;
            const float d = channelOf(onto, shift);
            return byteOf(s * (1 - da) + d * (1 - sa) + Formula::of(s, d, sa, da), alpha) << shift;
        };
        target[i] = alpha << 24U | mixed(16) | mixed(8) | mixed(0);
    }
}

// Hue, saturation, colour and luminosity look at the three channels together.
struct Rgb {
    float r, g, b;
};

float luminosityOf(Rgb c) { return 0.3F * c.r + 0.59F * c.g + 0.11F * c.b; }
float saturationOf(Rgb c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); }

Rgb clipped(Rgb c) {
    const float l = luminosityOf(c);
    const float least = std::min({c.r, c.g, c.b});
    const float most = std::max({c.r, c.g, c.b});
    float factor = 1;
    if (least < 0) factor = std::min(factor, l / larger(l - least, tiny));
    if (most > 1) factor = std::min(factor, (1 - l) / larger(most - l, tiny));
    return {l + (c.r - l) * factor, l + (c.g - l) * factor, l + (c.b - l) * factor};
}

Rgb withLuminosity(Rgb c, float luminosity) {
    const float by = luminosity - luminosityOf(c);
    return clipped({c.r + by, c.g + by, c.b + by});
}

Rgb withSaturation(Rgb c, float saturation) {
    const float least = std::min({c.r, c.g, c.b});
    const float range = saturationOf(c);
    const float factor = range > 0 ? saturation / range : 0;
    return {(c.r - least) * factor, (c.g - least) * factor, (c.b - least) * factor};
}

Rgb mixedColour(BlendMode mode, Rgb s, Rgb d) {
    switch (mode) {
        case BlendMode::hue: return withLuminosity(withSaturation(s, saturationOf(d)), luminosityOf(d));
        case BlendMode::saturation: return withLuminosity(withSaturation(d, saturationOf(s)), luminosityOf(d));
        case BlendMode::colour: return withLuminosity(s, luminosityOf(d));
        default: return withLuminosity(d, luminosityOf(s));
    }
}

Rgb colourOf(quint32 pixel) {
    const float inverse = 1 / larger(channelOf(pixel, 24), tiny);
    return {channelOf(pixel, 16) * inverse, channelOf(pixel, 8) * inverse, channelOf(pixel, 0) * inverse};
}

void blendWhole(BlendMode mode, quint32* target, const quint32* source, int count, float opacity) {
    for (int i = 0; i < count; ++i) {
        const float sa = channelOf(source[i], 24) * opacity;
        const float da = channelOf(target[i], 24);
        const Rgb s = colourOf(source[i]);
        const Rgb d = colourOf(target[i]);
        const Rgb mix = mixedColour(mode, s, d);
        const quint32 alpha = byteOf(sa + da - sa * da);
        const auto mixed = [&](float sc, float dc, float both) {
            return byteOf(larger(0, sa * (1 - da) * sc + da * (1 - sa) * dc + sa * da * both), alpha);
        };
        target[i] =
            alpha << 24U | mixed(s.r, d.r, mix.r) << 16U | mixed(s.g, d.g, mix.g) << 8U | mixed(s.b, d.b, mix.b);
    }
}

void blendNormal(quint32* target, const quint32* source, int count, quint32 opacity) {
    if (opacity == 255)
        for (int i = 0; i < count; ++i) target[i] = over(source[i], target[i]);
    else
        for (int i = 0; i < count; ++i) target[i] = over(scaled(source[i], opacity), target[i]);
}

void blendAddition(quint32* target, const quint32* source, int count, quint32 opacity) {
    for (int i = 0; i < count; ++i) {
        const quint32 from = scaled(source[i], opacity);
        quint32 sum = 0;
        for (unsigned shift = 0; shift < 32; shift += 8)
            sum |= std::min((from >> shift & 255U) + (target[i] >> shift & 255U), 255U) << shift;
        target[i] = sum;
    }
}

}  // namespace

std::span<const BlendModeRow> blendModes() { return rows; }

QString openRasterName(BlendMode mode) {
    const auto row = std::ranges::find(rows, mode, &BlendModeRow::mode);
    return QString::fromLatin1(row->openRasterName);
}

std::optional<BlendMode> blendModeFromOpenRaster(const QString& name) {
    for (const BlendModeRow& row : rows)
        if (name == QLatin1StringView(row.openRasterName)) return row.mode;
    return {};
}

void blend(BlendMode mode, quint32* target, const quint32* source, int count, int opacity) {
    const float factor = float(opacity) / 255;
    switch (mode) {
        case BlendMode::normal: return blendNormal(target, source, count, quint32(opacity));
        case BlendMode::addition: return blendAddition(target, source, count, quint32(opacity));
        case BlendMode::multiply: return blendSeparable<Multiply>(target, source, count, factor);
        case BlendMode::screen: return blendSeparable<Screen>(target, source, count, factor);
        case BlendMode::overlay: return blendSeparable<Overlay>(target, source, count, factor);
        case BlendMode::darken: return blendSeparable<Darken>(target, source, count, factor);
        case BlendMode::lighten: return blendSeparable<Lighten>(target, source, count, factor);
        case BlendMode::colourDodge: return blendSeparable<ColourDodge>(target, source, count, factor);
        case BlendMode::colourBurn: return blendSeparable<ColourBurn>(target, source, count, factor);
        case BlendMode::hardLight: return blendSeparable<HardLight>(target, source, count, factor);
        case BlendMode::softLight: return blendSeparable<SoftLight>(target, source, count, factor);
        case BlendMode::difference: return blendSeparable<Difference>(target, source, count, factor);
        case BlendMode::hue:
        case BlendMode::saturation:
        case BlendMode::colour:
        case BlendMode::luminosity: return blendWhole(mode, target, source, count, factor);
    }
}

}  // namespace lemnos::studio
