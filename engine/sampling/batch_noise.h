// SPDX-License-Identifier: Apache-2.0
// The noise of a batch: picture i has a generator of its own, seeded with seed + i, so that it is the same picture
// alone and in any batch. The first draw is the start of the run; the noise of later steps continues from the same
// generators (A1111's order). Owns the generators; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/random.h"
#include "tensor/host_tensor.h"

namespace lemnos {

class BatchNoise {
public:
    BatchNoise(RandomSource source, std::uint64_t seed, std::uint32_t batch);

    /// Unit noise for every picture: [batch, channels, height, width], drawn in that order for each picture.
    HostTensor draw(const Shape& nchw);

private:
    std::vector<std::unique_ptr<NoiseGenerator>> m_generators;
};

}  // namespace lemnos
