// SPDX-License-Identifier: Apache-2.0
// Oklab, a space in which equal distances look alike (Björn Ottosson 2020, "A perceptual color space for image
// processing"). Free functions over plain values; any thread.
#pragma once

#include <array>

namespace lemnos {

using Rgb = std::array<float, 3>;    // sRGB with its transfer function, 0..1
using Oklab = std::array<float, 3>;  // lightness 0..1, green to red, blue to yellow

Oklab oklab_from_srgb(const Rgb& rgb);

/// May leave 0..1 for colors that no screen shows.
Rgb srgb_from_oklab(const Oklab& lab);

}  // namespace lemnos
