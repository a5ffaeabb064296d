// SPDX-License-Identifier: Apache-2.0
// One touch of a round brush, to a fraction of a pixel, into the coverage of a stroke. Free functions over values.
#pragma once

#include "document/brush.h"
#include "document/tiles.h"

namespace lemnos::studio {

/// What a stroke covers so far, 0..65535: with 8 bits, dabs of little flow would round to nothing.
class StrokeCoverage : public Tiles<quint16> {};
constexpr int fullStrokeCoverage = 65535;

/// Adds a dab: where it covers fully, `flow` of what is missing to the opacity at that pressure. Returns where.
QRect stampDab(StrokeCoverage& coverage, const Brush& brush, const StrokePoint& at);

}  // namespace lemnos::studio
