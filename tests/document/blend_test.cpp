// SPDX-License-Identifier: Apache-2.0
// Blend modes against the formulas of W3C's "Compositing and Blending Level 1", in double precision and with colours
// that are not premultiplied, as the specification writes them.
#include <algorithm>
#include <cmath>

#include <QColor>
#include <QtTest>

#include "document/blend.h"

namespace lemnos::studio {
namespace {

struct Colour {
    double c[3];
    double alpha;
};

double hardLight(double b, double s) { return s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1); }

double softLight(double b, double s) {
    if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
    const double d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : std::sqrt(b);
    return b + (2 * s - 1) * (d - b);
}

double separable(BlendMode mode, double b, double s) {
    switch (mode) {
        case BlendMode::normal: return s;
        case BlendMode::multiply: return b * s;
        case BlendMode::screen: return b + s - b * s;
        case BlendMode::overlay: return hardLight(s, b);
        case BlendMode::darken: return std::min(b, s);
        case BlendMode::lighten: return std::max(b, s);
        case BlendMode::colourDodge: return b == 0 ? 0 : s >= 1 ? 1 : std::min(1.0, b / (1 - s));
        case BlendMode::colourBurn: return b >= 1 ? 1 : s <= 0 ? 0 : 1 - std::min(1.0, (1 - b) / s);
        case BlendMode::hardLight: return hardLight(b, s);
        case BlendMode::softLight: return softLight(b, s);
        case BlendMode::difference: return std::abs(b - s);
        default: return 0;
    }
}

double lum(const double* c) { return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]; }
double sat(const double* c) { return std::max({c[0], c[1], c[2]}) - std::min({c[0], c[1], c[2]}); }

void setLum(const double* c, double l, double* out) {
    const double d = l - lum(c);
    for (int i = 0; i < 3; ++i) out[i] = c[i] + d;
    const double level = lum(out);
    const double n = std::min({out[0], out[1], out[2]});
    const double x = std::max({out[0], out[1], out[2]});
    for (int i = 0; i < 3; ++i) {
        if (n < 0) out[i] = level + (out[i] - level) * level / (level - n);
        if (x > 1) out[i] = level + (out[i] - level) * (1 - level) / (x - level);
    }
}

// As the specification: sorts the channels, the middle one is scaled between.
void setSat(const double* c, double s, double* out) {
    int order[] = {0, 1, 2};
    std::sort(order, order + 3, [&](int a, int b) { return c[a] < c[b]; });
    const double range = c[order[2]] - c[order[0]];
    out[order[0]] = 0;
    out[order[1]] = range > 0 ? (c[order[1]] - c[order[0]]) * s / range : 0;
    out[order[2]] = range > 0 ? s : 0;
}

void blended(BlendMode mode, const Colour& b, const Colour& s, double* out) {
    double saturated[3];
    switch (mode) {
        case BlendMode::hue: setSat(s.c, sat(b.c), saturated); return setLum(saturated, lum(b.c), out);
        case BlendMode::saturation: setSat(b.c, sat(s.c), saturated); return setLum(saturated, lum(b.c), out);
        case BlendMode::colour: return setLum(s.c, lum(b.c), out);
        case BlendMode::luminosity: return setLum(b.c, lum(s.c), out);
        default:
            for (int i = 0; i < 3; ++i) out[i] = separable(mode, b.c[i], s.c[i]);
    }
}

Colour unpacked(quint32 pixel) {
    Colour colour{{}, qAlpha(pixel) / 255.0};
    const int channels[] = {qRed(pixel), qGreen(pixel), qBlue(pixel)};
    for (int i = 0; i < 3; ++i) colour.c[i] = qAlpha(pixel) ? double(channels[i]) / qAlpha(pixel) : 0;
    return colour;
}

/// Premultiplied, 0..255: red, green, blue, alpha.
std::array<double, 4> expected(BlendMode mode, quint32 below, quint32 above, double opacity) {
    const Colour b = unpacked(below);
    Colour s = unpacked(above);
    s.alpha *= opacity;
    std::array<double, 4> result{};
    if (mode == BlendMode::addition) {
        for (int i = 0; i < 3; ++i) result[i] = 255 * std::min(1.0, b.c[i] * b.alpha + s.c[i] * s.alpha);
        result[3] = 255 * std::min(1.0, b.alpha + s.alpha);
        return result;
    }
    double mix[3];
    blended(mode, b, s, mix);
    for (int i = 0; i < 3; ++i)
        result[i] =
            255 * (s.alpha * (1 - b.alpha) * s.c[i] + s.alpha * b.alpha * mix[i] + (1 - s.alpha) * b.alpha * b.c[i]);
    result[3] = 255 * (s.alpha + b.alpha - s.alpha * b.alpha);
    return result;
}

std::vector<quint32> someColours() {
    std::vector<quint32> colours;
    for (const int alpha : {0, 1, 90, 254, 255})
        for (const int red : {0, 63, 255})
            for (const int green : {0, 128, 200})
                for (const int blue : {3, 255}) colours.push_back(qPremultiply(qRgba(red, green, blue, alpha)));
    return colours;
}

}  // namespace

class BlendTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheSpecification_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("opacity");
        for (const BlendModeRow& row : blendModes())
            for (const int opacity : {255, 254, 77, 0})
                QTest::addRow("%s at %d", row.openRasterName, opacity) << int(row.mode) << opacity;
    }
    void followsTheSpecification() {
        QFETCH(int, mode);
        QFETCH(int, opacity);
        const std::vector<quint32> colours = someColours();
        for (const quint32 below : colours) {
            std::vector<quint32> result(colours.size(), below);
            blend(BlendMode(mode), result.data(), colours.data(), int(colours.size()), opacity);
            for (std::size_t i = 0; i < colours.size(); ++i) {
                const auto right = expected(BlendMode(mode), below, colours[i], opacity / 255.0);
                const quint32 got = result[i];
                const int channels[] = {qRed(got), qGreen(got), qBlue(got), qAlpha(got)};
                bool isRight = true;
                for (std::size_t c = 0; c < 4; ++c)
                    // Two roundings to bytes in the integer modes, one in the others.
                    isRight = isRight && std::abs(channels[c] - right[c]) < 1.6 && channels[c] <= channels[3];
                if (!isRight)
                    QFAIL(qPrintable(QStringLiteral("%1 on %2 gives %3, should be r %4 g %5 b %6 a %7")
                                         .arg(colours[i], 8, 16)
                                         .arg(below, 8, 16)
                                         .arg(got, 8, 16)
                                         .arg(right[0])
                                         .arg(right[1])
                                         .arg(right[2])
                                         .arg(right[3])));
            }
        }
    }

    void scalingRoundsToTheNearest() {
        for (quint32 value = 0; value < 256; ++value)
            for (quint32 factor = 0; factor < 256; ++factor) {
                const auto right = quint32(std::lround(value * factor / 255.0));
                if (dividedBy255(value * factor) != right || scaled(value * 0x01010101U, factor) != right * 0x01010101U)
                    QFAIL(qPrintable(QStringLiteral("%1 * %2 / 255").arg(value).arg(factor)));
            }
    }

    void namesGoThereAndBack() {
        for (const BlendModeRow& row : blendModes())
            QCOMPARE(blendModeFromOpenRaster(openRasterName(row.mode)), std::optional(row.mode));
        QVERIFY(!blendModeFromOpenRaster(QStringLiteral("svg:nothing")));
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::BlendTest)
#include "blend_test.moc"
