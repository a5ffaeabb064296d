// SPDX-License-Identifier: Apache-2.0
// The noise of a batch, drawn again and again from the same generators. Owns the generators; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/random.h"
#include "tensor/host_tensor.h"

namespace lemnos {

enum class BatchOrder {
    per_picture,  // picture i has a generator of its own, seeded with seed + i, and is the same alone and in any batch
                  // (A1111, and native)
    one_draw,     // one generator draws the batch as one tensor (ComfyUI)
};

class BatchNoise {
public:
    BatchNoise(RandomSource source, std::uint64_t seed, std::uint32_t batch,
               BatchOrder order = BatchOrder::per_picture);

    /// Unit noise for every picture: [batch, channels, height, width], drawn in that order for each picture.
    HostTensor draw(const Shape& nchw);

private:
    std::vector<std::unique_ptr<NoiseGenerator>> m_generators;
};

}  // namespace lemnos
