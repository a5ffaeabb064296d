// SPDX-License-Identifier: Apache-2.0
// What is done with whole masks: joining two, growing, shrinking, feathering. What lies outside a mask counts as not
// covered, at the document's edge too. Free functions over values; any thread.
#pragma once

#include "document/mask.h"

namespace lemnos::studio {

enum class MaskJoin { replace, add, subtract, intersect };

/// Of partial coverages the larger one, what is left of it, or the smaller one.
Mask joined(const Mask& base, const Mask& change, MaskJoin join);
Mask inverted(const Mask& mask, const QRect& within);

/// By Euclidean distance, so that corners become round. `radius` in pixels, not negative.
Mask grown(const Mask& mask, double radius, const QRect& within);
Mask shrunk(const Mask& mask, double radius);

/// A Gaussian of standard deviation `sigma` pixels, convolved in full.
Mask feathered(const Mask& mask, double sigma, const QRect& within);

}  // namespace lemnos::studio
