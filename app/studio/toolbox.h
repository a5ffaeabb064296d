// SPDX-License-Identifier: Apache-2.0
// Which tool the pointer is on the canvas, and how the tools are set. GUI thread; owned by Workspace. Tools themselves
// are in app/canvas; this is what option bars show and what survives a change of tool.
#pragma once

#include <QColor>
#include <QObject>

#include "document/brush.h"
#include "document/mask_filter.h"
#include "document/similar_region.h"

namespace lemnos::studio {

enum class Tool { view, brush, eraser, fill, pick, rectangle, ellipse, lasso, wand, selectionBrush, move, box };

struct ToolSettings {
    Tool tool = Tool::brush;
    Brush brush;  // its paint is the foreground colour
    Brush eraser{.hardness = 1, .paint = Paint::eraser()};
    Brush selectionBrush{.hardness = 1, .sizeFollowsPressure = false};
    QColor foreground = Qt::black;
    QColor background = Qt::white;
    Likeness likeness{.sample = Likeness::Sample::picture};
    MaskJoin join = MaskJoin::replace;  // what a selection tool does without a modifier key
    int boxStep = 64;                   // pixels that the generation box snaps to; 1 is no snapping

    /// The brush of the present tool; null if it has none.
    const Brush* currentBrush() const;
    Brush* currentBrush();
    /// With the foreground colour.
    Brush paintingBrush() const;
};

class Toolbox : public QObject {
    Q_OBJECT
public:
    static constexpr double smallestBrush = 1;  // pixels
    static constexpr double largestBrush = 1000;

    using QObject::QObject;

    const ToolSettings& settings() const { return m_settings; }
    Tool tool() const { return m_settings.tool; }
    void choose(Tool tool);

    /// `toolbox.change([](ToolSettings& s) { s.brush.size = 10; })`
    template <typename Change>
    void change(Change&& apply) {
        apply(m_settings);
        Q_EMIT changed();
    }
    /// In the steps of the [ and ] keys: about a tenth, at least a pixel.
    void resizeBrush(int steps);
    void swapColours();
    void resetColours();

Q_SIGNALS:
    void changed();

private:
    ToolSettings m_settings;
};

}  // namespace lemnos::studio
