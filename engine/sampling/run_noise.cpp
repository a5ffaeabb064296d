// SPDX-License-Identifier: Apache-2.0
#include "sampling/run_noise.h"

#include <algorithm>

namespace lemnos {

RunNoise::RunNoise(const NoiseOrder& order, RandomSource source, std::uint64_t seed, std::uint32_t batch)
    : m_order(order),
      m_source(source),
      m_seed(seed),
      m_start(order.start == StartNoise::torch_cpu ? RandomSource::torch_cpu : source, seed, batch, order.batch),
      m_paths(order.batch == BatchOrder::one_draw ? 1 : std::max(batch, 1U)) {
    if (order.steps == StepNoise::restarts)
        m_steps.emplace(source, source == RandomSource::torch_cpu ? seed + 1 : seed, batch, order.batch);
}

HostTensor RunNoise::start(const Shape& nchw) { return m_start.draw(nchw); }

NoiseSource RunNoise::for_steps(Noise kind, double smallest, double largest) {
    m_smallest = smallest;
    m_largest = largest;
    m_trees.clear();
    if (kind == Noise::brownian && m_order.sde == SdeNoise::brownian)
        return [this](const Shape& nchw, double from, double to) { return brownian(nchw, from, to); };
    return [this](const Shape& nchw, double, double) { return (m_steps ? *m_steps : m_start).draw(nchw); };
}

HostTensor RunNoise::brownian(const Shape& nchw, double from, double to) {
    const Shape part = m_paths == 1 ? nchw : nchw.with(0, 1);
    for (std::size_t i = m_trees.size(); i < m_paths; ++i)
        m_trees.emplace_back(m_source, m_seed + i, part, m_smallest, m_largest);
    HostTensor noise(nchw);
    for (std::size_t i = 0; i < m_trees.size(); ++i) {
        const HostTensor piece = m_trees[i].noise(from, to);
        std::ranges::copy(piece.values, noise.values.begin() + static_cast<std::ptrdiff_t>(i * piece.values.size()));
    }
    return noise;
}

}  // namespace lemnos
