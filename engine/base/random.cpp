// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include <array>
#include <cmath>
#include <numbers>

namespace lemnos {
namespace {

constexpr std::size_t block = 16;  // PyTorch turns 16 uniform numbers at a time into 16 normal ones

// Box-Muller in place: the first eight numbers give the radii, the last eight the angles.
void normals_from_uniforms(std::span<float, block> values) {
    for (std::size_t j = 0; j < block / 2; ++j) {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - double{values[j]}));
        const double angle = 2.0 * std::numbers::pi * double{values[j + block / 2]};
        values[j] = static_cast<float>(radius * std::cos(angle));
        values[j + block / 2] = static_cast<float>(radius * std::sin(angle));
    }
}

using Counter = std::array<std::uint32_t, 4>;

Counter philox4x32_10(Counter counter, std::uint64_t seed) {
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32U);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t even = std::uint64_t{counter[0]} * 0xD2511F53U;
        const std::uint64_t odd = std::uint64_t{counter[2]} * 0xCD9E8D57U;
        counter = {static_cast<std::uint32_t>(odd >> 32U) ^ counter[1] ^ key0, static_cast<std::uint32_t>(odd),
                   static_cast<std::uint32_t>(even >> 32U) ^ counter[3] ^ key1, static_cast<std::uint32_t>(even)};
        key0 += 0x9E3779B9U;
        key1 += 0xBB67AE85U;
    }
    return counter;
}

}  // namespace

TorchCpuRandom::TorchCpuRandom(std::uint64_t seed) : m_engine(static_cast<std::uint32_t>(seed)) {}

float TorchCpuRandom::uniform24() { return static_cast<float>(m_engine() & 0xffffffU) * 0x1p-24f; }

double TorchCpuRandom::uniform53() {
    const std::uint64_t high = m_engine();
    const std::uint64_t low = m_engine();
    return static_cast<double>(((high << 32U) | low) & 0x1fffffffffffffU) * 0x1p-53;
}

double TorchCpuRandom::single_normal() {
    if (m_second_of_pair) {
        const double value = *m_second_of_pair;
        m_second_of_pair.reset();
        return value;
    }
    const double angle = 2.0 * std::numbers::pi * uniform53();
    const double radius = std::sqrt(-2.0 * std::log1p(-uniform53()));
    m_second_of_pair = radius * std::sin(angle);
    return radius * std::cos(angle);
}

void TorchCpuRandom::normal(std::span<float> to) {
    if (to.size() < block) {
        for (float& value : to) value = static_cast<float>(single_normal());
        return;
    }
    for (float& value : to) value = uniform24();
    for (std::size_t i = 0; i + block <= to.size(); i += block) normals_from_uniforms(to.subspan(i).first<block>());
    if (to.size() % block == 0) return;
    // The rest does not fill a block: PyTorch draws the last 16 numbers of the tensor anew, overlapping the block
    // before.
    const auto tail = to.last<block>();
    for (float& value : tail) value = uniform24();
    normals_from_uniforms(tail);
}

void PhiloxRandom::normal(std::span<float> to) {
    // The constants are rounded to float32 as in cuRAND, the arithmetic is not.
    constexpr double step = double{2.3283064e-10f};
    constexpr double angle_step = double{2.3283064e-10f * 6.2831855f};
    for (std::size_t i = 0; i < to.size(); ++i) {
        const Counter random = philox4x32_10({m_draws, 0, static_cast<std::uint32_t>(i), 0}, m_seed);
        const double radius = std::sqrt(-2.0 * std::log(random[0] * step + step / 2));
        to[i] = static_cast<float>(radius * std::sin(random[1] * angle_step + angle_step / 2));
    }
    ++m_draws;
}

std::unique_ptr<NoiseGenerator> make_noise_generator(RandomSource source, std::uint64_t seed) {
    if (source == RandomSource::philox) return std::make_unique<PhiloxRandom>(seed);
    return std::make_unique<TorchCpuRandom>(seed);
}

}  // namespace lemnos
