// SPDX-License-Identifier: Apache-2.0
// The colors of a part that was painted anew, brought to those of the picture around it. Around the mask the run paints
// what stands there already, so that whatever differs is a fault of the model and its autoencoder that the new part
// has, too. Free functions over plain values; any thread.
#pragma once

#include "pipeline/mask.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// Where colors are compared: up to `width` pixels around everything that changes, and nothing that does.
Mask ring_around(const Mask& changed, double width);

/// Shifts and stretches lightness and both colors of `painted` by what takes it nearest to `original` within the ring.
/// `painted` [1, 3, height, width] in 0..1; all are of the ring's size. A ring too small to tell from changes nothing.
HostTensor with_matched_colors(HostTensor painted, const RgbImage& original, const Mask& ring);

}  // namespace lemnos
