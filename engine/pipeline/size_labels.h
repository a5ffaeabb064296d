// SPDX-License-Identifier: Apache-2.0
// The vector that SDXL's network is given beside the text: what the text means as a whole, and the sizes and the crop
// of the picture it should be like (Podell et al. 2023, "micro-conditioning").
// A free function over plain values; any thread.
#pragma once

#include "tensor/host_tensor.h"

namespace lemnos {

/// A picture that was not cropped: its size is the size of the whole.
struct WholePicture {
    std::uint32_t height = 0;  // pixels
    std::uint32_t width = 0;
};

/// pooled [1, n] -> [1, n + 6 * channels]: the pooled vector, then height, width, top, left, height and width as
/// sinusoids of `channels` (cosines first, as for time steps).
HostTensor size_labels(const HostTensor& pooled, const WholePicture& picture, std::uint32_t channels);

}  // namespace lemnos
