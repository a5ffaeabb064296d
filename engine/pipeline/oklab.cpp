// SPDX-License-Identifier: Apache-2.0
#include "pipeline/oklab.h"

#include <algorithm>
#include <cmath>

namespace lemnos {
namespace {

using Matrix = std::array<std::array<float, 3>, 3>;

constexpr Matrix cones_from_linear{{{0.4122214708F, 0.5363325363F, 0.0514459929F},
                                    {0.2119034982F, 0.6806995451F, 0.1073969566F},
                                    {0.0883024619F, 0.2817188376F, 0.6299787005F}}};
constexpr Matrix lab_from_roots{{{0.2104542553F, 0.7936177850F, -0.0040720468F},
                                 {1.9779984951F, -2.4285922050F, 0.4505937099F},
                                 {0.0259040371F, 0.7827717662F, -0.8086757660F}}};
constexpr Matrix roots_from_lab{
    {{1, 0.3963377774F, 0.2158037573F}, {1, -0.1055613458F, -0.0638541728F}, {1, -0.0894841775F, -1.2914855480F}}};
constexpr Matrix linear_from_cones{{{4.0767416621F, -3.3077115913F, 0.2309699292F},
                                    {-1.2684380046F, 2.6097574011F, -0.3413193965F},
                                    {-0.0041960863F, -0.7034186147F, 1.7076147010F}}};

std::array<float, 3> product(const Matrix& matrix, const std::array<float, 3>& vector) {
    std::array<float, 3> result{};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column) result[row] += matrix[row][column] * vector[column];
    return result;
}

float linear_from_srgb(float value) {
    return value <= 0.04045F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
}

float srgb_from_linear(float value) {
    return value <= 0.0031308F ? value * 12.92F : 1.055F * std::pow(value, 1 / 2.4F) - 0.055F;
}

}  // namespace

Oklab oklab_from_srgb(const Rgb& rgb) {
    Rgb linear;
    std::ranges::transform(rgb, linear.begin(), linear_from_srgb);
    std::array<float, 3> roots = product(cones_from_linear, linear);
    for (float& root : roots) root = std::cbrt(root);
    return product(lab_from_roots, roots);
}

Rgb srgb_from_oklab(const Oklab& lab) {
    std::array<float, 3> cones = product(roots_from_lab, lab);
    for (float& cone : cones) cone = cone * cone * cone;
    Rgb rgb = product(linear_from_cones, cones);
    for (float& value : rgb) value = srgb_from_linear(value);
    return rgb;
}

}  // namespace lemnos
