// SPDX-License-Identifier: Apache-2.0
#include "pipeline/mask.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lemnos {
namespace {

constexpr float far_away = 1e12F;  // squared pixels; above any picture's diagonal

// The lower envelope of parabolas: squared distances along one line, in linear time (Felzenszwalb and Huttenlocher
// 2012, "Distance Transforms of Sampled Functions"). `line` holds the squared distance so far and receives the new one.
class LineDistance {
public:
    explicit LineDistance(std::size_t longest) : m_sites(longest), m_borders(longest + 1), m_values(longest) {}

    void transform(float* line, std::size_t count, std::size_t stride) {
        for (std::size_t i = 0; i < count; ++i) m_values[i] = line[i * stride];
        std::size_t last = 0;
        m_sites[0] = 0;
        m_borders[0] = -std::numeric_limits<double>::infinity();
        m_borders[1] = std::numeric_limits<double>::infinity();
        for (std::size_t q = 1; q < count; ++q) {
            double border = crossing(q, m_sites[last]);
            while (border <= m_borders[last]) border = crossing(q, m_sites[--last]);
            m_sites[++last] = q;
            m_borders[last] = border;
            m_borders[last + 1] = std::numeric_limits<double>::infinity();
        }
        std::size_t site = 0;
        for (std::size_t i = 0; i < count; ++i) {
            while (m_borders[site + 1] < static_cast<double>(i)) ++site;
            const double away = static_cast<double>(i) - static_cast<double>(m_sites[site]);
            line[i * stride] = static_cast<float>(away * away + m_values[m_sites[site]]);
        }
    }

private:
    double crossing(std::size_t right, std::size_t left) const {
        const auto r = static_cast<double>(right);
        const auto l = static_cast<double>(left);
        return ((m_values[right] + r * r) - (m_values[left] + l * l)) / (2 * (r - l));
    }

    std::vector<std::size_t> m_sites;
    std::vector<double> m_borders;
    std::vector<double> m_values;
};

// Squared distance of each pixel to the nearest selected one.
std::vector<float> squared_distances(const Mask& selection) {
    std::vector<float> distances(selection.values.size());
    for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = selection.values[i] > 0 ? 0.0F : far_away;
    LineDistance line(std::max(selection.width, selection.height));
    for (std::size_t x = 0; x < selection.width; ++x)
        line.transform(distances.data() + x, selection.height, selection.width);
    for (std::size_t y = 0; y < selection.height; ++y)
        line.transform(distances.data() + y * selection.width, selection.width, 1);
    return distances;
}

double smooth(double x) { return x * x * (3 - 2 * x); }

}  // namespace

Mask mask_from_picture(const RgbImage& picture) {
    Mask mask{picture.width, picture.height, std::vector<float>(std::size_t{picture.width} * picture.height)};
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
        const int sum = picture.rgb[3 * i] + picture.rgb[3 * i + 1] + picture.rgb[3 * i + 2];
        mask.values[i] = 2 * sum >= 3 * 255 ? 1.0F : 0.0F;
    }
    return mask;
}

Mask grown_and_feathered(const Mask& selection, double grow, double feather) {
    Mask result{selection.width, selection.height, squared_distances(selection)};
    for (float& value : result.values) {
        const double beyond = std::sqrt(static_cast<double>(value)) - grow;
        if (beyond <= 0)
            value = 1;
        else
            value = beyond < feather ? static_cast<float>(smooth(1 - beyond / feather)) : 0.0F;
    }
    return result;
}

Box bounds_of(const Mask& mask) {
    Box box{mask.width, mask.height, 0, 0};
    for (std::uint32_t y = 0; y < mask.height; ++y)
        for (std::uint32_t x = 0; x < mask.width; ++x) {
            if (mask.at(x, y) <= 0) continue;
            box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                   std::max(box.bottom, y + 1)};
        }
    return box.right == 0 ? Box{} : box;
}

Mask cropped(const Mask& mask, const Box& box) {
    Mask part{box.width(), box.height(), {}};
    part.values.reserve(std::size_t{part.width} * part.height);
    for (std::uint32_t y = box.top; y < box.bottom; ++y) {
        const auto row = mask.values.begin() + static_cast<std::ptrdiff_t>(std::size_t{y} * mask.width);
        part.values.insert(part.values.end(), row + box.left, row + box.right);
    }
    return part;
}

Mask covering(const Mask& mask, std::uint32_t width, std::uint32_t height) {
    Mask result{width, height, std::vector<float>(std::size_t{width} * height)};
    // The old pixels that a new one touches, at least one.
    const auto range = [](std::uint32_t at, std::uint32_t from, std::uint32_t to) {
        const std::uint64_t first = std::uint64_t{at} * from / to;
        const std::uint64_t last = (std::uint64_t{at + 1} * from + to - 1) / to;
        return std::pair(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    };
    for (std::uint32_t y = 0; y < height; ++y) {
        const auto [top, bottom] = range(y, mask.height, height);
        for (std::uint32_t x = 0; x < width; ++x) {
            const auto [left, right] = range(x, mask.width, width);
            float largest = 0;
            for (std::uint32_t row = top; row < bottom; ++row)
                for (std::uint32_t column = left; column < right; ++column)
                    largest = std::max(largest, mask.at(column, row));
            result.values[std::size_t{y} * width + x] = largest;
        }
    }
    return result;
}

}  // namespace lemnos
