// SPDX-License-Identifier: Apache-2.0
#include "pipeline/size_labels.h"

#include <cmath>

namespace lemnos {
namespace {

constexpr double max_period = 10000;

void append_sinusoids(double number, std::uint32_t channels, std::vector<float>& to) {
    const std::uint32_t half = channels / 2;
    const auto angle = [&](std::uint32_t i) { return number * std::pow(max_period, -static_cast<double>(i) / half); };
    for (std::uint32_t i = 0; i < half; ++i) to.push_back(static_cast<float>(std::cos(angle(i))));
    for (std::uint32_t i = 0; i < half; ++i) to.push_back(static_cast<float>(std::sin(angle(i))));
}

}  // namespace

HostTensor size_labels(const HostTensor& pooled, const WholePicture& picture, std::uint32_t channels) {
    HostTensor labels = pooled;
    const double height = picture.height, width = picture.width;
    for (const double number : {height, width, 0.0, 0.0, height, width})
        append_sinusoids(number, channels, labels.values);
    labels.shape = {1, static_cast<std::uint32_t>(labels.values.size())};
    return labels;
}

}  // namespace lemnos
