// SPDX-License-Identifier: Apache-2.0
#include "ops/activation.h"

#include <cmath>
#include <numbers>

namespace lemnos::ops {

double activated(double x, Activation activation) {
    const auto sigmoid = [](double v) { return 1 / (1 + std::exp(-v)); };
    switch (activation) {
        case Activation::none: return x;
        case Activation::silu: return x * sigmoid(x);
        case Activation::relu: return x > 0 ? x : 0;
        case Activation::gelu_erf: return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2));
        case Activation::gelu_tanh:
            return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
        case Activation::gelu_quick: return x * sigmoid(1.702 * x);
        case Activation::sigmoid: return sigmoid(x);
        case Activation::tanh: return std::tanh(x);
    }
    return x;
}

}  // namespace lemnos::ops
