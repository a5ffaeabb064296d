// SPDX-License-Identifier: Apache-2.0
// UniPC (Zhao et al. 2023), multistep up to order 3 in data prediction: each latent that was predicted is corrected
// with what the network sees in it, at no further evaluation. Over t = -log sigma; the two variants differ in B(h). The
// end is sigma 0.001 instead of 0, which has no t (as ComfyUI).
#include <vector>

#include "sampling/steps.h"

namespace lemnos {
namespace {

constexpr std::size_t highest_order = 3;
constexpr double least_sigma = 0.001;

enum class Variant { bh1, bh2 };

/// What the network saw at a time.
struct Seen {
    double time;
    HostTensor denoised;
};

/// Solves for rho: sum over k of ratios[k]^i * rho[k] = right[i], for i from 0. At most 3 x 3, by elimination.
std::vector<double> solve_powers(const std::vector<double>& ratios, std::vector<double> right) {
    const std::size_t n = ratios.size();
    std::vector<std::vector<double>> rows(n, std::vector<double>(n, 1));
    for (std::size_t i = 1; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k) rows[i][k] = rows[i - 1][k] * ratios[k];
    // Differences of neighbouring powers make the matrix triangular without pivoting (Newton's form).
    for (std::size_t k = 0; k + 1 < n; ++k)
        for (std::size_t i = n - 1; i > k; --i) {
            for (std::size_t j = 0; j < n; ++j) rows[i][j] -= ratios[k] * rows[i - 1][j];
            right[i] -= ratios[k] * right[i - 1];
        }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = i + 1; j < n; ++j) right[i] -= rows[i][j] * right[j];
        right[i] /= rows[i][i];
    }
    return right;
}

/// The weight of each divided difference (equation 5 of the paper, with its simplification for a single one).
std::vector<double> difference_weights(const std::vector<double>& ratios, double length, double scale) {
    if (ratios.size() == 1) return {0.5};
    std::vector<double> right;
    double phi = std::expm1(-length) / -length - 1;
    double factorial = 1;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        right.push_back(phi * factorial / scale);
        factorial *= static_cast<double>(i + 2);
        phi = phi / -length - 1 / factorial;
    }
    return ratios.empty() ? right : solve_powers(ratios, std::move(right));
}

class UniPc {
public:
    UniPc(Variant variant, std::size_t steps) : m_variant(variant), m_steps(steps) {}

    HostTensor step(const Step& step, const HostTensor& x, const HostTensor& denoised) {
        const double time = -std::log(step.sigma);
        m_latent = step.index == 0 ? x : moved(time, &denoised);
        m_seen.insert(m_seen.begin(), {time, denoised});
        if (m_seen.size() > highest_order) m_seen.pop_back();
        m_order = std::min({m_seen.size(), m_steps - step.index});  // low again at the end
        return moved(-std::log(step.reaches_zero() ? least_sigma : step.next), nullptr);
    }

private:
    // From the latest latent to `time`: predicted from what was seen, or corrected with what was seen there too.
    HostTensor moved(double time, const HostTensor* seen_there) const {
        const Seen& latest = m_seen.front();
        const double length = time - latest.time;
        const double scale = m_variant == Variant::bh1 ? -length : std::expm1(-length);
        std::vector<double> ratios;
        std::vector<const HostTensor*> others;
        for (std::size_t i = 1; i < m_order; ++i) {
            ratios.push_back((m_seen[i].time - latest.time) / length);
            others.push_back(&m_seen[i].denoised);
        }
        if (seen_there != nullptr) {
            ratios.push_back(1);
            others.push_back(seen_there);
        }
        const std::vector<double> weights = difference_weights(ratios, length, scale);
        double latest_share = -std::expm1(-length);
        std::vector<Term> terms{{std::exp(-length), m_latent}};
        for (std::size_t i = 0; i < others.size(); ++i) {
            const double share = -scale * weights[i] / ratios[i];
            terms.push_back({share, *others[i]});
            latest_share -= share;
        }
        terms.push_back({latest_share, latest.denoised});
        return combine(terms);
    }

    Variant m_variant;
    std::size_t m_steps;
    std::size_t m_order = 1;   // of the prediction that was made last
    HostTensor m_latent;       // corrected, at the latest time
    std::vector<Seen> m_seen;  // the latest first
};

Result<HostTensor> uni_pc(Variant variant, const SamplerCalls& calls, HostTensor start,
                          std::span<const double> sigmas) {
    UniPc solver(variant, sigmas.empty() ? 0 : sigmas.size() - 1);
    return run_steps(calls, std::move(start), sigmas,
                     [&](const Step& step, const HostTensor& x, const HostTensor& denoised) {
                         return solver.step(step, x, denoised);
                     });
}

}  // namespace

Result<HostTensor> uni_pc_bh1(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return uni_pc(Variant::bh1, calls, std::move(start), sigmas);
}

Result<HostTensor> uni_pc_bh2(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return uni_pc(Variant::bh2, calls, std::move(start), sigmas);
}

}  // namespace lemnos
