// SPDX-License-Identifier: Apache-2.0
// The studio's small icons, drawn as strokes on a grid of 24 in the palette's own text colour: sharp at every scale
// and right in every theme, without files. GUI thread.
#pragma once

#include <QIcon>

namespace lemnos::studio {

enum class Glyph {
    dice,
    locked,
    unlocked,
    swap,
    reset,
    restore,
    copy,
    folder,
    trash,
    close,
    warning,
    information,
    // of the canvas
    hand,
    brush,
    eraser,
    bucket,
    pipette,
    rectangle,
    ellipse,
    lasso,
    wand,
    selectionBrush,
    move,
    box,
    shown,
    hidden,
    add,
    mask,
    up,
    down,
    merge,
    accept,
    compare,
    previous,
    next,
};

QIcon glyph(Glyph which);

}  // namespace lemnos::studio
