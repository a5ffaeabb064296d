// SPDX-License-Identifier: Apache-2.0
#include "sampling/beta_distribution.h"

#include <cmath>
#include <limits>

namespace lemnos {
namespace {

/// x^a (1 - x)^b / (a B(a, b)) over the continued fraction, which converges quickly for x < (a + 1) / (a + b + 2).
double lower_tail(double x, double a, double b) {
    constexpr int most_terms = 300;
    constexpr double tiny = 1e-300;  // in place of a zero denominator (Lentz's method)
    const auto away_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= most_terms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        fraction *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        fraction *= c * d;
        if (std::abs(c * d - 1) < std::numeric_limits<double>::epsilon()) break;
    }
    const double complete = std::tgamma(a) * std::tgamma(b) / std::tgamma(a + b);
    return std::pow(x, a) * std::pow(1 - x, b) / (a * complete) * fraction;
}

}  // namespace

double beta_share_below(double x, double a, double b) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    return x < (a + 1) / (a + b + 2) ? lower_tail(x, a, b) : 1 - lower_tail(1 - x, b, a);
}

double beta_quantile(double share, double a, double b) {
    if (share <= 0) return 0;
    if (share >= 1) return 1;
    if (share == 0.5 && a == b) return 0.5;  // by symmetry, to the last bit
    // Near 1 there are too few floating-point numbers: the other tail is exact there.
    if (share > beta_share_below(0.5, a, b)) return 1 - beta_quantile(1 - share, b, a);
    // Halving cannot fail and is quick enough: a schedule asks a thousand times at most.
    double low = 0;
    double high = 0.5;
    for (double middle = 0.25; middle > low && middle < high; middle = low + (high - low) / 2)
        (beta_share_below(middle, a, b) < share ? low : high) = middle;
    return high;
}

}  // namespace lemnos
