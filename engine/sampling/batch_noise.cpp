// SPDX-License-Identifier: Apache-2.0
#include "sampling/batch_noise.h"

#include <algorithm>

namespace lemnos {

BatchNoise::BatchNoise(RandomSource source, std::uint64_t seed, std::uint32_t batch) {
    for (std::uint32_t i = 0; i < batch; ++i) m_generators.push_back(make_noise_generator(source, seed + i));
}

HostTensor BatchNoise::draw(const Shape& nchw) {
    HostTensor noise(nchw);
    const std::size_t pictures = std::min<std::size_t>(m_generators.size(), nchw.batch());
    const std::size_t size = noise.values.size() / std::max(1U, nchw.batch());
    for (std::size_t i = 0; i < pictures; ++i) m_generators[i]->normal(std::span(noise.values).subspan(i * size, size));
    return noise;
}

}  // namespace lemnos
