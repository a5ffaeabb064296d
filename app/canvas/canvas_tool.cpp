// SPDX-License-Identifier: Apache-2.0
#include "canvas/canvas_tool.h"

#include <QPainterPath>

#include "canvas/box_tool.h"
#include "canvas/brush_tool.h"
#include "canvas/move_tool.h"
#include "canvas/point_tools.h"
#include "canvas/selection_tools.h"

namespace lemnos::studio {

void CanvasTool::paint(QPainter&, const ViewTransform&, const QPointF*) const {}

QCursor CanvasTool::cursor(QPointF, const ViewTransform&) const { return Qt::CrossCursor; }

std::unique_ptr<CanvasTool> makeTool(Tool tool, Workspace& workspace) {
    switch (tool) {
        case Tool::view: return nullptr;  // the view pans by itself
        case Tool::brush:
        case Tool::eraser:
        case Tool::selectionBrush: return std::make_unique<BrushTool>(workspace);
        case Tool::fill: return std::make_unique<FillTool>(workspace);
        case Tool::pick: return std::make_unique<PickTool>(workspace);
        case Tool::rectangle: return std::make_unique<ShapeTool>(workspace, ShapeTool::Shape::rectangle);
        case Tool::ellipse: return std::make_unique<ShapeTool>(workspace, ShapeTool::Shape::ellipse);
        case Tool::lasso: return std::make_unique<LassoTool>(workspace);
        case Tool::wand: return std::make_unique<WandTool>(workspace);
        case Tool::move: return std::make_unique<MoveTool>(workspace);
        case Tool::box: return std::make_unique<BoxTool>(workspace);
    }
    return nullptr;
}

MaskJoin joinFor(Qt::KeyboardModifiers modifiers, MaskJoin otherwise) {
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    const bool alt = modifiers.testFlag(Qt::AltModifier);
    if (shift && alt) return MaskJoin::intersect;
    if (shift) return MaskJoin::add;
    return alt ? MaskJoin::subtract : otherwise;
}

void strokeOverlay(QPainter& painter, const QPainterPath& path, Qt::PenStyle style) {
    painter.setBrush(Qt::NoBrush);
    constexpr QColor dark(0, 0, 0, 150);
    painter.setPen(QPen(dark, 2));
    painter.drawPath(path);
    painter.setPen(QPen(Qt::white, 1, style));
    painter.drawPath(path);
}

}  // namespace lemnos::studio
