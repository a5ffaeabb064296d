// SPDX-License-Identifier: Apache-2.0
#include "sampling/prediction.h"

#include <cmath>

#include "tensor/combine.h"

namespace lemnos {

std::string_view name_of(Prediction prediction) {
    switch (prediction) {
        case Prediction::epsilon: return "eps";
        case Prediction::velocity: return "v";
        case Prediction::edm: return "edm";
    }
    return "";
}

Result<Prediction> find_prediction(std::string_view name) {
    for (const Prediction prediction : {Prediction::epsilon, Prediction::velocity, Prediction::edm})
        if (name_of(prediction) == name) return prediction;
    return invalid("prediction: \"{}\" is not \"eps\", \"v\" or \"edm\"", name);
}

Preconditioning preconditioning(Prediction prediction, double sigma, double sigma_data) {
    const double picture = sigma_data * sigma_data;
    const double variance = picture + sigma * sigma;
    const double input = 1 / std::sqrt(variance);
    if (prediction == Prediction::epsilon) return {.input = input, .skip = 1, .output = -sigma};
    const double output = sigma * sigma_data * input;
    return {
        .input = input, .skip = picture / variance, .output = prediction == Prediction::velocity ? -output : output};
}

HostTensor network_input(const HostTensor& x, const Preconditioning& scales) { return combine({{scales.input, x}}); }

HostTensor denoised_from(const HostTensor& x, const HostTensor& network_output, const Preconditioning& scales) {
    return combine({{scales.skip, x}, {scales.output, network_output}});
}

double initial_noise_scale(double sigma, StartScale scale) {
    return scale == StartScale::noise_alone ? sigma : std::sqrt(1 + sigma * sigma);
}

}  // namespace lemnos
