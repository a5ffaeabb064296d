// SPDX-License-Identifier: Apache-2.0
#include "studio/comparison.h"

#include <algorithm>

namespace lemnos::studio {

void Comparison::begin(const QString& first, const QString& second) {
    m_paths = {first, second};
    m_images = {};
    m_shown = 0;
    m_split = 0.5;
    Q_EMIT begun();
    Q_EMIT changed();
    for (const QString& path : m_paths) Q_EMIT readWanted(path);
}

void Comparison::setMode(Mode mode) {
    m_mode = mode;
    Q_EMIT changed();
}

void Comparison::setSplit(double split) {
    m_split = std::clamp(split, 0.0, 1.0);
    Q_EMIT changed();
}

void Comparison::toggle() {
    m_shown = 1 - m_shown;
    Q_EMIT changed();
}

void Comparison::noteRead(const QString& path, const QImage& image) {
    for (std::size_t which = 0; which < m_paths.size(); ++which)
        if (m_paths[which] == path) m_images[which] = image;
    Q_EMIT changed();
}

}  // namespace lemnos::studio
