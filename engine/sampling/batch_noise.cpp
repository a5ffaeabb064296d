// SPDX-License-Identifier: Apache-2.0
#include "sampling/batch_noise.h"

#include <algorithm>

namespace lemnos {

BatchNoise::BatchNoise(RandomSource source, std::uint64_t seed, std::uint32_t batch, BatchOrder order) {
    const std::uint32_t generators = order == BatchOrder::one_draw ? 1 : std::max(batch, 1U);
    for (std::uint32_t i = 0; i < generators; ++i) m_generators.push_back(make_noise_generator(source, seed + i));
}

HostTensor BatchNoise::draw(const Shape& nchw) {
    HostTensor noise(nchw);
    const std::size_t size = noise.values.size() / m_generators.size();
    for (std::size_t i = 0; i < m_generators.size(); ++i)
        m_generators[i]->normal(std::span(noise.values).subspan(i * size, size));
    return noise;
}

}  // namespace lemnos
