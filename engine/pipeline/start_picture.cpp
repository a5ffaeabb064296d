// SPDX-License-Identifier: Apache-2.0
#include "pipeline/start_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lemnos {
namespace {

struct Tap {
    std::uint32_t at = 0;
    float weight = 0;
};

// For each pixel of the new row the old ones that it is made of.
std::vector<std::vector<Tap>> taps(std::uint32_t from, std::uint32_t to) {
    const double ratio = static_cast<double>(from) / to;
    const double radius = std::max(ratio, 1.0);
    std::vector<std::vector<Tap>> all(to);
    for (std::uint32_t i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * ratio - 0.5;
        const auto first = static_cast<std::int64_t>(std::ceil(centre - radius));
        const auto last = static_cast<std::int64_t>(std::floor(centre + radius));
        double sum = 0;
        std::vector<std::pair<std::uint32_t, double>> weights;
        for (std::int64_t at = first; at <= last; ++at) {
            const double weight = 1 - std::abs(static_cast<double>(at) - centre) / radius;
            if (weight <= 0) continue;
            weights.emplace_back(std::clamp<std::int64_t>(at, 0, from - 1), weight);
            sum += weight;
        }
        for (const auto& [at, weight] : weights) all[i].push_back({at, static_cast<float>(weight / sum)});
    }
    return all;
}

}  // namespace

HostTensor scaled_picture(const RgbImage& image, std::uint32_t width, std::uint32_t height) {
    const auto columns = taps(image.width, width);
    const auto rows = taps(image.height, height);
    // Across first: [image.height][width][3].
    std::vector<float> across(std::size_t{image.height} * width * 3);
    for (std::size_t y = 0; y < image.height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            for (const Tap& tap : columns[x])
                for (std::size_t channel = 0; channel < 3; ++channel)
                    across[(y * width + x) * 3 + channel] +=
                        tap.weight * static_cast<float>(image.rgb[(y * image.width + tap.at) * 3 + channel]);
    HostTensor result(Shape{1, 3, height, width});
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x) {
                float sum = 0;
                for (const Tap& tap : rows[y]) sum += tap.weight * across[(tap.at * width + x) * 3 + channel];
                result.values[(channel * height + y) * width + x] = sum / 255.0F;
            }
    return result;
}

Result<HostTensor> read_start_picture(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height) {
    LEMNOS_TRY(const RgbImage image, read_image(path));
    return scaled_picture(image, width, height);
}

}  // namespace lemnos
