// SPDX-License-Identifier: Apache-2.0
#include "studio/toolbox.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lemnos::studio {

const Brush* ToolSettings::currentBrush() const {
    switch (tool) {
        case Tool::brush: return &brush;
        case Tool::eraser: return &eraser;
        case Tool::selectionBrush: return &selectionBrush;
        default: return nullptr;
    }
}

Brush* ToolSettings::currentBrush() { return const_cast<Brush*>(std::as_const(*this).currentBrush()); }

Brush ToolSettings::paintingBrush() const {
    Brush painting = brush;
    painting.paint = {.colour = foreground.rgb()};
    return painting;
}

void Toolbox::choose(Tool tool) {
    if (tool == m_settings.tool) return;
    m_settings.tool = tool;
    Q_EMIT changed();
}

void Toolbox::resizeBrush(int steps) {
    Brush* const brush = m_settings.currentBrush();
    if (!brush || steps == 0) return;
    const double step = std::max(1.0, std::round(brush->size / 10));
    brush->size = std::clamp(std::round(brush->size + steps * step), smallestBrush, largestBrush);
    Q_EMIT changed();
}

void Toolbox::swapColours() {
    std::swap(m_settings.foreground, m_settings.background);
    Q_EMIT changed();
}

void Toolbox::resetColours() {
    m_settings.foreground = Qt::black;
    m_settings.background = Qt::white;
    Q_EMIT changed();
}

}  // namespace lemnos::studio
