// SPDX-License-Identifier: Apache-2.0
#include "document/contents.h"

#include <algorithm>

namespace lemnos::studio {
namespace {

void markPixels(DocumentChange& change, const Layer& layer, const QRect& dirty) {
    if (dirty.isEmpty()) return;
    change.aspects |= layer.isMask() ? DocumentChange::masks : DocumentChange::picture;
    change.dirty |= dirty;
}

void markWhole(DocumentChange& change, const Layer& layer) {
    if (layer.isShown()) markPixels(change, layer, layer.tileBounds());
}

QRect differenceBounds(const Layer& before, const Layer& after) {
    if (const Raster* const raster = before.raster(); raster && after.raster())
        return raster->differenceBounds(*after.raster());
    if (const Mask* const mask = before.mask(); mask && after.mask()) return mask->differenceBounds(*after.mask());
    return {};
}

bool sharesAllTiles(const Layer& a, const Layer& b) {
    if (const Raster* const raster = a.raster(); raster && b.raster()) return raster->isSharedWith(*b.raster());
    if (const Mask* const mask = a.mask(); mask && b.mask()) return mask->isSharedWith(*b.mask());
    return false;
}

bool looksAlike(const Layer& a, const Layer& b) {
    return a.isMask() == b.isMask() && a.offset == b.offset && a.opacity == b.opacity && a.blend == b.blend &&
           a.isVisible == b.isVisible;
}

bool isToldAlike(const Layer& a, const Layer& b) {
    return looksAlike(a, b) && a.name == b.name && a.isLocked == b.isLocked && a.request == b.request;
}

void compareLayers(DocumentChange& change, const Layer& before, const Layer& after) {
    const QRect pixels = differenceBounds(before, after);
    if (!isToldAlike(before, after)) change.aspects |= DocumentChange::layerValues;
    if (!isToldAlike(before, after) || !pixels.isEmpty()) change.layers.push_back(after.id);
    if (!looksAlike(before, after)) {
        markWhole(change, before);
        markWhole(change, after);
    } else if (after.isShown()) {
        markPixels(change, after, pixels.translated(after.offset));
    }
}

// What stands between the layers that are the same below and above changed its place.
void compareOrder(DocumentChange& change, const Contents& before, const Contents& after) {
    if (std::ranges::equal(before.layers, after.layers, {}, &Layer::id, &Layer::id)) return;
    change.aspects |= DocumentChange::layerList;
    const auto [from, to] = std::ranges::mismatch(before.layers, after.layers, {}, &Layer::id, &Layer::id);
    auto beforeEnd = before.layers.end();
    auto afterEnd = after.layers.end();
    while (beforeEnd != from && afterEnd != to && std::prev(beforeEnd)->id == std::prev(afterEnd)->id) {
        --beforeEnd;
        --afterEnd;
    }
    for (const Layer& layer : std::ranges::subrange(from, beforeEnd)) markWhole(change, layer);
    for (const Layer& layer : std::ranges::subrange(to, afterEnd)) markWhole(change, layer);
}

bool isSameSelection(const std::optional<Mask>& a, const std::optional<Mask>& b) {
    return a.has_value() == b.has_value() && (!a || a->differenceBounds(*b).isEmpty());
}

}  // namespace

const Layer* Contents::find(LayerId id) const {
    const auto found = std::ranges::find(layers, id, &Layer::id);
    return found == layers.end() ? nullptr : &*found;
}

Layer* Contents::find(LayerId id) { return const_cast<Layer*>(std::as_const(*this).find(id)); }

int Contents::indexOf(LayerId id) const {
    const Layer* const found = find(id);
    return found ? int(found - layers.data()) : -1;
}

LayerId Contents::takeId() {
    lastId = LayerId(quint32(lastId) + 1);
    return lastId;
}

void Contents::count(TileCensus& census) const {
    for (const Layer& layer : layers) layer.count(census);
    if (selection) selection->count(census);
}

Result<Layer*> layerToEdit(Contents& contents, LayerId id) {
    Layer* const layer = contents.find(id);
    if (!layer) return invalid("there is no such layer");
    if (layer->isLocked) return invalid("the layer \"{}\" is locked", layer->name.toStdString());
    return layer;
}

DocumentChange difference(const Contents& before, const Contents& after) {
    DocumentChange change;
    for (const Layer& layer : after.layers)
        if (const Layer* const old = before.find(layer.id)) compareLayers(change, *old, layer);
    compareOrder(change, before, after);
    if (!isSameSelection(before.selection, after.selection)) change.aspects |= DocumentChange::selection;
    if (before.generationBox != after.generationBox) change.aspects |= DocumentChange::generationBox;
    if (before.size != after.size) {
        change.aspects |= DocumentChange::size | DocumentChange::picture | DocumentChange::masks;
        change.dirty |= before.rect() | after.rect();
    }
    return change;
}

std::size_t bytesBesides(const Contents& held, const Contents& other) {
    // With the same layers in both, a layer's tiles can only be shared with that layer's: most need no look.
    const bool haveSameLayers = std::ranges::equal(held.layers, other.layers, {}, &Layer::id, &Layer::id);
    const auto counted = [&](const Contents& contents, const Contents& against, TileCensus& census) {
        for (const Layer& layer : contents.layers)
            if (!haveSameLayers || !sharesAllTiles(layer, *against.find(layer.id))) layer.count(census);
        if (contents.selection) contents.selection->count(census);
    };
    TileCensus census;
    counted(other, held, census);
    const std::size_t shared = census.bytes();
    counted(held, other, census);
    return census.bytes() - shared;
}

}  // namespace lemnos::studio
