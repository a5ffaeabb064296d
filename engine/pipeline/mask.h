// SPDX-License-Identifier: Apache-2.0
// Masks of inpainting: which pixels are painted anew, how far the change may reach beyond them, and how it fades out.
// A mask is measured by distance, so that beyond grow + feather it is exactly 0 and the picture stays bit for bit.
// Free functions over plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "formats/image.h"

namespace lemnos {

/// One number per pixel, rows from the top: 1 is painted anew, 0 stays.
struct Mask {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<float> values;

    float at(std::uint32_t x, std::uint32_t y) const { return values[std::size_t{y} * width + x]; }
    friend bool operator==(const Mask&, const Mask&) = default;
};

/// Half-open: right and bottom are outside.
struct Box {
    std::uint32_t left = 0;
    std::uint32_t top = 0;
    std::uint32_t right = 0;
    std::uint32_t bottom = 0;

    std::uint32_t width() const { return right - left; }
    std::uint32_t height() const { return bottom - top; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Bright pixels are selected (from 50 % on); nothing between, because softness is what feather is for.
Mask mask_from_picture(const RgbImage& picture);

/// 1 up to `grow` pixels from the nearest selected one, then falling smoothly to 0 within `feather` more.
Mask grown_and_feathered(const Mask& selection, double grow, double feather);

/// The smallest box around everything above 0; empty (all 0) if there is nothing.
Box bounds_of(const Mask& mask);

/// A part of a mask.
Mask cropped(const Mask& mask, const Box& box);

/// Brought to another size: the largest value that falls into each new pixel, so that no part of a selection is lost.
Mask covering(const Mask& mask, std::uint32_t width, std::uint32_t height);

}  // namespace lemnos
