// SPDX-License-Identifier: Apache-2.0
#include "pipeline/color_match.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/oklab.h"

namespace lemnos {
namespace {

constexpr std::size_t fewest_pixels = 64;  // of a ring that is believed
// Where the ring hardly varies, the noise of the autoencoder would pass for contrast: a deviation of 3 % counts half.
constexpr double doubt = 0.03 * 0.03;
constexpr double least_contrast = 0.8;
constexpr double most_contrast = 1.25;

struct Line {
    float contrast = 1;
    float shift = 0;
};

Oklab lab_at(const HostTensor& picture, std::size_t i) {
    const std::size_t pixels = picture.values.size() / 3;
    return oklab_from_srgb({picture.values[i], picture.values[pixels + i], picture.values[2 * pixels + i]});
}

Oklab lab_at(const RgbImage& picture, std::size_t i) {
    const auto value = [&](std::size_t channel) { return static_cast<float>(picture.rgb[3 * i + channel]) / 255.0F; };
    return oklab_from_srgb({value(0), value(1), value(2)});
}

// Moments of one coordinate over the ring: of x as painted and y as in the original.
struct Moments {
    double count = 0, x = 0, y = 0, xx = 0, xy = 0;

    void add(double painted, double original) {
        count += 1;
        x += painted;
        y += original;
        xx += painted * painted;
        xy += painted * original;
    }

    // The least squares of y over x, drawn towards a contrast of 1.
    Line line() const {
        const double variance = xx / count - x / count * (x / count);
        const double covariance = xy / count - x / count * (y / count);
        const double contrast = std::clamp((covariance + doubt) / (variance + doubt), least_contrast, most_contrast);
        return {static_cast<float>(contrast), static_cast<float>(y / count - contrast * (x / count))};
    }
};

}  // namespace

Mask ring_around(const Mask& changed, double width) {
    Mask ring = grown_and_feathered(changed, width, 0);
    for (std::size_t i = 0; i < ring.values.size(); ++i)
        if (changed.values[i] > 0) ring.values[i] = 0;
    return ring;
}

HostTensor with_matched_colors(HostTensor painted, const RgbImage& original, const Mask& ring) {
    std::array<Moments, 3> moments;
    for (std::size_t i = 0; i < ring.values.size(); ++i) {
        if (ring.values[i] <= 0) continue;
        const Oklab from = lab_at(painted, i), to = lab_at(original, i);
        for (std::size_t k = 0; k < 3; ++k) moments[k].add(from[k], to[k]);
    }
    if (moments[0].count < fewest_pixels) return painted;
    std::array<Line, 3> lines;
    std::ranges::transform(moments, lines.begin(), &Moments::line);
    const std::size_t pixels = ring.values.size();
    for (std::size_t i = 0; i < pixels; ++i) {
        Oklab lab = lab_at(painted, i);
        for (std::size_t k = 0; k < 3; ++k) lab[k] = lines[k].contrast * lab[k] + lines[k].shift;
        const Rgb rgb = srgb_from_oklab(lab);
        for (std::size_t channel = 0; channel < 3; ++channel)
            painted.values[channel * pixels + i] = std::clamp(rgb[channel], 0.0F, 1.0F);
    }
    return painted;
}

}  // namespace lemnos
