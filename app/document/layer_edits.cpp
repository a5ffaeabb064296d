// SPDX-License-Identifier: Apache-2.0
#include "document/layer_edits.h"

#include <algorithm>

#include "document/compositor.h"

namespace lemnos::studio {
namespace {

QString freeName(const Contents& contents, const QString& pattern) {
    for (int number = 1;; ++number) {
        const QString name = pattern.arg(number);
        if (std::ranges::find(contents.layers, name, &Layer::name) == contents.layers.end()) return name;
    }
}

/// One step that does `change` to a copy of the layer.
template <typename Change>
Status changeLayer(Document& document, LayerId id, const QString& text, MergeKey::Kind key, Change&& change) {
    Contents after = document.contents();
    Layer* const layer = after.find(id);
    if (!layer) return invalid("there is no such layer");
    change(*layer);
    document.edit(text, std::move(after), {key, id});
    return {};
}

Raster mergedOnto(const Layer& lower, const Layer& upper) {
    const auto laidOn = [&](Raster raster, const Layer& layer, BlendMode mode) {
        const Raster from = Raster::translated(*layer.raster(), layer.offset - lower.offset);
        for (const TileKey key : from.tileKeys())
            blend(mode, raster.writableTile(key), from.tile(key), tilePixels, layer.isVisible ? layer.opacity : 0);
        return raster;
    };
    return laidOn(laidOn(Raster(), lower, BlendMode::normal), upper, upper.blend);
}

Mask mergedMask(const Layer& lower, const Layer& upper) {
    Mask mask = *lower.mask();
    const Mask from = Mask::translated(*upper.mask(), upper.offset - lower.offset);
    for (const TileKey key : from.tileKeys()) {
        quint8* const tile = mask.writableTile(key);
        std::transform(tile, tile + tilePixels, from.tile(key), tile,
                       [](quint8 a, quint8 b) { return std::max(a, b); });
    }
    return mask;
}

}  // namespace

LayerId addLayer(Document& document, LayerKind kind, LayerId below) {
    const bool isMask = kind == LayerKind::mask;
    Contents after = document.contents();
    Layer layer{.id = after.takeId(), .pixels = Raster(), .request = {}};
    if (isMask) layer.pixels = Mask();
    layer.name = freeName(after, isMask ? Document::tr("Mask %1") : Document::tr("Layer %1"));
    const int index = after.indexOf(below);
    after.layers.insert(index < 0 ? after.layers.end() : after.layers.begin() + index + 1, layer);
    document.edit(isMask ? Document::tr("Add mask") : Document::tr("Add layer"), std::move(after));
    return layer.id;
}

Result<LayerId> duplicateLayer(Document& document, LayerId id) {
    Contents after = document.contents();
    const int index = after.indexOf(id);
    if (index < 0) return invalid("there is no such layer");
    Layer copy = after.layers[std::size_t(index)];
    copy.id = after.takeId();
    copy.name = freeName(after, Document::tr("%1 copy %2").arg(copy.name));
    after.layers.insert(after.layers.begin() + index + 1, copy);
    document.edit(Document::tr("Duplicate layer"), std::move(after));
    return copy.id;
}

Status removeLayer(Document& document, LayerId id) {
    Contents after = document.contents();
    if (std::erase_if(after.layers, [&](const Layer& layer) { return layer.id == id; }) == 0)
        return invalid("there is no such layer");
    if (after.layers.empty()) return invalid("the last layer cannot be removed");
    document.edit(Document::tr("Remove layer"), std::move(after));
    return {};
}

Status moveLayer(Document& document, LayerId id, int index) {
    Contents after = document.contents();
    const int from = after.indexOf(id);
    if (from < 0) return invalid("there is no such layer");
    const auto first = after.layers.begin();
    const int to = std::clamp(index, 0, int(after.layers.size()) - 1);
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    document.edit(Document::tr("Reorder layers"), std::move(after));
    return {};
}

Status renameLayer(Document& document, LayerId id, const QString& name) {
    return changeLayer(document, id, Document::tr("Rename layer"), MergeKey::name, [&](Layer& l) { l.name = name; });
}

Status setLayerOpacity(Document& document, LayerId id, int opacity) {
    return changeLayer(document, id, Document::tr("Layer opacity"), MergeKey::opacity,
                       [&](Layer& layer) { layer.opacity = std::clamp(opacity, 0, 255); });
}

Status setLayerVisible(Document& document, LayerId id, bool isVisible) {
    return changeLayer(document, id, isVisible ? Document::tr("Show layer") : Document::tr("Hide layer"),
                       MergeKey::never, [&](Layer& layer) { layer.isVisible = isVisible; });
}

Status setLayerLocked(Document& document, LayerId id, bool isLocked) {
    return changeLayer(document, id, isLocked ? Document::tr("Lock layer") : Document::tr("Unlock layer"),
                       MergeKey::never, [&](Layer& layer) { layer.isLocked = isLocked; });
}

Status setLayerBlendMode(Document& document, LayerId id, BlendMode mode) {
    return changeLayer(document, id, Document::tr("Blend mode"), MergeKey::never,
                       [&](Layer& layer) { layer.blend = mode; });
}

Status mergeLayerDown(Document& document, LayerId id) {
    Contents after = document.contents();
    LEMNOS_TRY(const Layer* const upper, layerToEdit(after, id));
    const int index = after.indexOf(id);
    if (index == 0) return invalid("there is no layer below \"{}\"", upper->name.toStdString());
    LEMNOS_TRY(Layer* const lower, layerToEdit(after, after.layers[std::size_t(index) - 1].id));
    if (upper->isMask() != lower->isMask())
        return invalid("\"{}\" and \"{}\" cannot be merged: one is a mask", upper->name.toStdString(),
                       lower->name.toStdString());
    if (lower->isMask()) {
        lower->pixels = mergedMask(*lower, *upper);
    } else {
        lower->pixels = mergedOnto(*lower, *upper);
        lower->opacity = 255;
        lower->isVisible = lower->isVisible || upper->isVisible;
    }
    lower->request = {};
    after.layers.erase(after.layers.begin() + index);
    document.edit(Document::tr("Merge down"), std::move(after));
    return {};
}

Status flattenLayers(Document& document) {
    const Contents& before = document.contents();
    const QImage picture = composed(before, before.rect());
    if (picture.isNull()) return out_of_memory("there is not enough memory to flatten the layers");
    Contents after = before;
    std::erase_if(after.layers, [](const Layer& layer) { return !layer.isMask(); });
    Layer flat{.id = after.takeId(), .name = Document::tr("Picture"), .pixels = Raster(picture), .request = {}};
    after.layers.insert(after.layers.begin(), std::move(flat));
    document.edit(Document::tr("Flatten"), std::move(after));
    return {};
}

}  // namespace lemnos::studio
