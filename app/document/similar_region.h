// SPDX-License-Identifier: Apache-2.0
// The pixels like one that was pointed at: what a magic wand selects and a flood fill fills. Free function; any thread.
#pragma once

#include "base/result.h"
#include "document/contents.h"

namespace lemnos::studio {

struct Likeness {
    enum class Reach { connected, everywhere };
    enum class Sample { layer, picture };

    int tolerance = 32;  // of the channel that differs most, premultiplied, 0..255
    Reach reach = Reach::connected;
    Sample sample = Sample::layer;
};

/// Of the document, without an edge between inside and outside; empty if `point` lies outside the document.
Result<Mask> similarRegion(const Contents& contents, LayerId layer, QPoint point, const Likeness& likeness);

}  // namespace lemnos::studio
