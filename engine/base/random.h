// SPDX-License-Identifier: Apache-2.0
// Seeded normal noise that other programs can reproduce: as PyTorch draws it on the CPU and as CUDA does.
// A generator owns its state: each draw continues where the last ended. Not shared between threads.
// The numbers are the same on every machine and device, so that a seed means one picture everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <span>

namespace lemnos {

enum class RandomSource { torch_cpu, philox };

class NoiseGenerator {
public:
    virtual ~NoiseGenerator() = default;
    /// Fills with standard normal numbers; one call is one tensor (`torch.randn(n)`), and tensors do not split or join.
    virtual void normal(std::span<float> to) = 0;
};

/// `torch.randn` of float32 on the CPU after `torch.manual_seed(seed)`: MT19937 with the low 32 bits of the seed
/// (Matsumoto and Nishimura 1998) and Box-Muller. Values are the exact formula rounded to float32; PyTorch's
/// vectorised logarithm and sine differ from it in the last bits.
class TorchCpuRandom final : public NoiseGenerator {
public:
    explicit TorchCpuRandom(std::uint64_t seed);
    void normal(std::span<float> to) override;

private:
    float uniform24();
    double uniform53();
    double single_normal();

    std::mt19937 m_engine;
    std::optional<double> m_second_of_pair;  // survives until the next short draw, as in PyTorch
};

/// `torch.randn` on a CUDA device, one value per counter: Philox4x32-10 (Salmon et al. 2011) and Box-Muller.
/// This is the "NV" source of A1111.
class PhiloxRandom final : public NoiseGenerator {
public:
    explicit PhiloxRandom(std::uint64_t seed) : m_seed(seed) {}
    void normal(std::span<float> to) override;

private:
    std::uint64_t m_seed;
    std::uint32_t m_draws = 0;
};

std::unique_ptr<NoiseGenerator> make_noise_generator(RandomSource source, std::uint64_t seed);

}  // namespace lemnos
