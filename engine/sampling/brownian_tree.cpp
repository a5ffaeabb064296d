// SPDX-License-Identifier: Apache-2.0
#include "sampling/brownian_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sampling/seed_sequence.h"

namespace lemnos {
namespace {

constexpr std::size_t pool_size = 24;  // of torchsde.BrownianTree

/// To six decimals as Python rounds: from the exact value, so by way of text. Sigmas are float32 elsewhere.
double rounded(double sigma) {
    std::array<char, 64> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), sigma, std::chars_format::fixed, 6);
    double value = sigma;
    std::from_chars(text.data(), written.ptr, value);
    return value;
}

double as_single(double sigma) { return static_cast<float>(sigma); }

}  // namespace

BrownianTree::BrownianTree(RandomSource source, std::uint64_t seed, const Shape& shape, double smallest, double largest)
    : m_source(source),
      m_seed(seed),
      m_shape(shape),
      m_smallest(rounded(as_single(smallest))),
      m_largest(rounded(as_single(largest))) {
    const std::vector<float> noise = drawn(seed_sequence(seed, {}, pool_size, 1).front());
    m_whole.assign(noise.begin(), noise.end());
    for (double& value : m_whole) value *= std::sqrt(as_single(largest) - as_single(smallest));
}

std::vector<float> BrownianTree::drawn(std::uint32_t seed) const {
    std::vector<float> noise(m_shape.elements());
    make_noise_generator(m_source, seed)->normal(noise);
    return noise;
}

HostTensor BrownianTree::noise(double from, double to) {
    const Path upper = remembered(rounded(as_single(from)));
    const Path& lower = remembered(rounded(as_single(to)));
    const double length = std::sqrt(as_single(from) - as_single(to));
    HostTensor result(m_shape);
    for (std::size_t i = 0; i < result.values.size(); ++i)
        result.values[i] = static_cast<float>((lower[i] - upper[i]) / length);
    return result;
}

const BrownianTree::Path& BrownianTree::remembered(double sigma) {
    // A step begins where the one before it ended.
    for (const Point& point : m_points)
        if (point.sigma == sigma) return point.value;
    Point& replaced = m_points[m_oldest];
    m_oldest = 1 - m_oldest;
    replaced = {sigma, value_at(sigma)};
    return replaced.value;
}

BrownianTree::Path BrownianTree::value_at(double sigma) const {
    Path below(m_whole.size(), 0);  // W at the lower end of the interval
    if (sigma <= m_smallest) return below;
    if (sigma >= m_largest) return m_whole;
    double begin = m_smallest;
    double end = m_largest;
    Path across = m_whole;  // W(end) - W(begin)
    std::uint64_t position = 0;
    for (std::uint64_t depth = 0;; ++depth) {
        const double middle = rounded(0.5 * (end + begin));
        if (middle <= begin || middle >= end) return below;  // no six decimals are left between the ends
        const std::array<std::uint64_t, 2> spawn_key{position, depth};
        const std::vector<float> noise = drawn(seed_sequence(m_seed, spawn_key, pool_size, 1).front());
        const double share = (middle - begin) / (end - begin);
        const double deviation = std::sqrt((middle - begin) * (end - middle) / (end - begin));
        const bool is_above = sigma >= middle;
        for (std::size_t i = 0; i < across.size(); ++i) {
            const double left = share * across[i] + deviation * double{noise[i]};
            if (is_above) below[i] += left;
            across[i] = is_above ? across[i] - left : left;
        }
        if (sigma == middle) return below;
        position = 2 * position + (is_above ? 1 : 0);
        (is_above ? begin : end) = middle;
    }
}

}  // namespace lemnos
