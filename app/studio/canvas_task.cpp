// SPDX-License-Identifier: Apache-2.0
#include "studio/canvas_task.h"

#include <algorithm>
#include <cmath>

#include "document/compositor.h"
#include "document/mask_filter.h"
#include "document/mask_shapes.h"

namespace lemnos::studio {
namespace {

constexpr int leastSide = 64;  // of a run, in pixels
constexpr int mostSide = 2048;
constexpr int sideStep = 8;  // what every family of models takes

Mask selectedIn(const Contents& contents, const QRect& box) {
    Mask selected = contents.selection.value_or(Mask());
    for (const Layer& layer : contents.layers)
        if (layer.isMask() && layer.isShown()) selected = joined(selected, coverageOfLayer(layer, box), MaskJoin::add);
    return joined(selected, rectangleMask(box, box), MaskJoin::intersect);
}

Mask gapsIn(const QImage& picture, const QRect& box) {
    Mask covered(picture.convertToFormat(QImage::Format_Alpha8), box.topLeft());
    // What is transparent by half has to be painted, too: nothing would show through it in the result.
    Mask gaps = inverted(covered, box);
    return gaps;
}

/// 255 where `mask` is above `threshold`.
void harden(QImage& mask, int threshold) {
    for (int y = 0; y < mask.height(); ++y) {
        uchar* const row = mask.scanLine(y);
        std::transform(row, row + mask.width(), row, [=](uchar value) { return value > threshold ? 255 : 0; });
    }
}

Mask maskOf(const CanvasTask& task, const QImage& picture) {
    const Mask selected = selectedIn(task.contents, task.box);
    switch (task.action) {
        case CanvasAction::generate:
        case CanvasAction::refine: return {};
        case CanvasAction::replaceBackground: return inverted(selected, task.box);
        case CanvasAction::expand: return joined(selected, gapsIn(picture, task.box), MaskJoin::add);
        default: return selected;
    }
}

QImage onWhite(const QImage& picture) {
    QImage opaque(picture.size(), QImage::Format_RGB888);
    for (int y = 0; y < picture.height(); ++y) {
        const auto* const from = reinterpret_cast<const quint32*>(picture.constScanLine(y));
        uchar* to = opaque.scanLine(y);
        for (int x = 0; x < picture.width(); ++x) {
            const quint32 pixel = over(from[x], 0xffffffffU);
            *to++ = uchar(qRed(pixel));
            *to++ = uchar(qGreen(pixel));
            *to++ = uchar(qBlue(pixel));
        }
    }
    return opaque;
}

bool isAnyAlphaBelow(const QImage& picture, int alpha) {
    for (int y = 0; y < picture.height(); ++y) {
        const auto* const row = reinterpret_cast<const quint32*>(picture.constScanLine(y));
        if (std::any_of(row, row + picture.width(), [=](quint32 p) { return qAlpha(p) < alpha; })) return true;
    }
    return false;
}

bool isOpaque(const Layer& layer, const QRect& rect) {
    if (layer.isMask() || !layer.isShown() || layer.opacity < 255) return false;
    const QRect own = rect.translated(-layer.offset);
    bool isOpaque = true;
    for (int y = own.top(); y <= own.bottom() && isOpaque; ++y)
        forEachPieceOfRow(*layer.raster(), own.left(), y, own.width(), [&](const quint32* pixels, int, int count) {
            isOpaque =
                isOpaque && pixels && std::all_of(pixels, pixels + count, [](quint32 p) { return qAlpha(p) == 255; });
        });
    return isOpaque;
}

/// Mostly some layer covers everything, and nothing has to be composed to know it.
bool hasGapsIn(const Contents& contents, const QRect& box) {
    if (!contents.rect().contains(box)) return true;
    bool hasGaps = false;
    forEachTileIn(box, [&](TileKey key) {
        const QRect part = key.rect() & box;
        if (hasGaps || std::ranges::any_of(contents.layers, [&](const Layer& layer) { return isOpaque(layer, part); }))
            return;
        hasGaps = isAnyAlphaBelow(composed(contents, part), 255);
    });
    return hasGaps;
}

bool hasPictureIn(const Contents& contents, const QRect& box) {
    return std::ranges::any_of(contents.layers, [&](const Layer& layer) {
        return !layer.isMask() && layer.isShown() && layer.tileBounds().intersects(box) &&
               layer.bounds().intersects(box);
    });
}

}  // namespace

BoxContent contentOf(const Contents& contents, const QRect& box) {
    BoxContent content;
    content.isEmpty = !hasPictureIn(contents, box & contents.rect());
    content.isSelected = !selectedIn(contents, box).bounds().isEmpty();
    content.hasGaps = content.isEmpty || hasGapsIn(contents, box);
    return content;
}

CanvasAction actionFor(const BoxContent& content, double strength, CanvasIntent intent) {
    if (content.isEmpty) return CanvasAction::generate;
    if (content.isSelected) {
        if (intent == CanvasIntent::addContent) return CanvasAction::addContent;
        if (intent == CanvasIntent::removeContent) return CanvasAction::removeContent;
        if (intent == CanvasIntent::replaceBackground) return CanvasAction::replaceBackground;
    }
    if (content.hasGaps) return CanvasAction::expand;
    if (content.isSelected) return strength < 1 ? CanvasAction::refineSelection : CanvasAction::fill;
    return strength < 1 ? CanvasAction::refine : CanvasAction::generate;
}

CanvasInput inputOf(const CanvasTask& task) {
    if (task.action == CanvasAction::generate) return {};
    const QImage picture = composed(task.contents, task.box);
    CanvasInput input{.picture = onWhite(picture), .mask = {}};
    if (task.action == CanvasAction::refine) return input;
    input.mask = maskOf(task, picture).image(task.box);
    // Whatever is covered at all belongs to a gap; a selection counts from the half on, as its outline shows it.
    harden(input.mask, task.action == CanvasAction::expand ? 0 : 127);
    return input;
}

void prepareRequest(Request& request, const CanvasTask& task, double strength, const MaskChoices& masks) {
    using enum CanvasAction;
    const bool startsFromPicture = task.action == refine || task.action == refineSelection;
    request.strength = startsFromPicture ? strength : 1;
    request.mask_area = task.action == replaceBackground || task.action == expand ? MaskArea::whole : MaskArea::crop;
    switch (task.action) {
        case addContent:
        case replaceBackground: request.mask_fill = MaskFill::neutral; break;
        case fill:
        case expand:
        case removeContent: request.mask_fill = MaskFill::blur; break;
        default: request.mask_fill = MaskFill::original;
    }
    request.mask_grow = masks.grow;
    request.mask_feather = masks.feather;
    request.mask_padding = masks.padding;
    request.mask_fill = masks.fill.value_or(request.mask_fill);
    request.mask_area = masks.area.value_or(request.mask_area);
    request.color_match = masks.colors;
    if (task.action == removeContent) request.prompt.clear();
}

QSize runSizeFor(QSize box, QSize usual) {
    if (box.isEmpty() || usual.isEmpty()) return usual;
    const double area = double(usual.width()) * usual.height();
    const double own = double(box.width()) * box.height();
    const auto fits = [](int side) { return side >= leastSide && side <= mostSide && side % sideStep == 0; };
    const bool isNear = own <= 1.1 * area && own >= 0.7 * area;
    if (isNear && fits(box.width()) && fits(box.height())) return box;
    const double scale = std::sqrt(area / own);
    const auto side = [&](int pixels) {
        return std::clamp(int(std::lround(pixels * scale / sideStep)) * sideStep, leastSide, mostSide);
    };
    return {side(box.width()), side(box.height())};
}

QImage layerOf(const QImage& result, const CanvasInput& input, QSize box) {
    QImage layer = result.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (layer.size() != box) layer = layer.scaled(box, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (input.mask.isNull()) return layer;
    for (int y = 0; y < layer.height(); ++y) {
        auto* const pixels = reinterpret_cast<quint32*>(layer.scanLine(y));
        const uchar* before = input.picture.constScanLine(y);
        const uchar* const mask = input.mask.constScanLine(y);
        for (int x = 0; x < layer.width(); ++x, before += 3)
            if (!mask[x] && (pixels[x] & 0xffffffU) == (qRgb(before[0], before[1], before[2]) & 0xffffffU))
                pixels[x] = 0;
    }
    return layer;
}

int stepsAt(double strength, int steps) {
    return strength <= 0 ? steps : std::max(steps, int(std::lround(steps / strength)));
}

namespace {

double strengthOf(int steps, int all) {
    // Rounded down, so that dividing by it again does not end just below the whole number.
    constexpr double digits = 1e4;
    return std::floor(double(steps) / all * digits) / digits;
}

}  // namespace

double snappedStrength(double strength, int steps) { return strengthOf(steps, stepsAt(strength, steps)); }

double neighbourStrength(double strength, int steps, int towards) {
    const int all = stepsAt(strength, steps) - towards;
    return all < steps ? strength : strengthOf(steps, all);
}

}  // namespace lemnos::studio
