// SPDX-License-Identifier: Apache-2.0
// Inpainting around a run: what part of the picture is worked on and at what size, what the run starts from, and how
// its result goes back, so that everything outside the feathered mask keeps its bits. The run itself only sees a start
// picture and a mask of its own size.
// A plain value made before a run; any thread.
#pragma once

#include "pipeline/mask.h"
#include "pipeline/session.h"
#include "tensor/host_tensor.h"

namespace lemnos {

struct InpaintOptions {
    double grow = -1;     // pixels of the picture; negative: chosen from the selection and the strength
    double feather = -1;  // likewise
    double padding = -1;  // pixels around what changes that a cropped run sees at least; negative: chosen likewise
    MaskFill fill = MaskFill::original;
    MaskArea area = MaskArea::crop;
    ColorMatch color_match = ColorMatch::on;
    double strength = 1;  // of the run: weak changes need little room to fade
};

struct Inpainting {
    RgbImage picture;         // the whole one
    Box box;                  // the part that is worked on
    Mask blend;               // of the box's size: how much of the result each pixel takes
    Mask ring;                // of the box's size: where the colors of the result are compared; empty: they are not
    std::uint32_t width = 0;  // of the run: about as many pixels as asked for, in the box's proportions
    std::uint32_t height = 0;
    Mask mask;                // of the run's size: 1 where the run may change anything
    HostTensor start;         // [1, 3, height, width] in 0..1, filled under the mask
    HostTensor surroundings;  // like it, grey under the mask: what 9-channel models are told of the picture

    /// The whole picture with the result of the run (of the run's size) in its place.
    Picture stitched(const HostTensor& result) const;
};

/// `width` and `height` are the size that the model works at, multiples of 8. Refuses masks of another size than the
/// picture and masks in which nothing is selected.
Result<Inpainting> plan_inpainting(RgbImage picture, const Mask& selection, std::uint32_t width, std::uint32_t height,
                                   const InpaintOptions& options);

}  // namespace lemnos
