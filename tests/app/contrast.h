// SPDX-License-Identifier: Apache-2.0
// How well one colour can be read on another. Free functions.
#pragma once

#include <algorithm>
#include <cmath>

#include <QColor>

namespace lemnos::studio {

inline double luminance(QColor colour) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// From 1 (the same) to 21 (black on white), as WCAG 2 has it.
inline double contrast(QColor a, QColor b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace lemnos::studio
