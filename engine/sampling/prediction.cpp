// SPDX-License-Identifier: Apache-2.0
#include "sampling/prediction.h"

#include <cmath>

#include "tensor/combine.h"

namespace lemnos {

Preconditioning preconditioning(Prediction prediction, double sigma) {
    const double variance = 1 + sigma * sigma;
    const double input = 1 / std::sqrt(variance);
    if (prediction == Prediction::velocity) return {.input = input, .skip = 1 / variance, .output = -sigma * input};
    return {.input = input, .skip = 1, .output = -sigma};
}

HostTensor network_input(const HostTensor& x, const Preconditioning& scales) { return combine({{scales.input, x}}); }

HostTensor denoised_from(const HostTensor& x, const HostTensor& network_output, const Preconditioning& scales) {
    return combine({{scales.skip, x}, {scales.output, network_output}});
}

double initial_noise_scale(double sigma) { return std::sqrt(1 + sigma * sigma); }

}  // namespace lemnos
