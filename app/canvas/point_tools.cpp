// SPDX-License-Identifier: Apache-2.0
#include "canvas/point_tools.h"

#include <cmath>

#include "document/compositor.h"
#include "document/pixel_edits.h"
#include "document/selection_edits.h"

namespace lemnos::studio {
namespace {

QPoint pixelAt(QPointF point) { return {int(std::floor(point.x())), int(std::floor(point.y()))}; }

}  // namespace

void PointTool::press(const CanvasPointer& pointer, const ViewTransform&) {
    workspace().refuse(click(pixelAt(pointer.point.position), pointer.modifiers));
}

Status FillTool::click(QPoint pixel, Qt::KeyboardModifiers) {
    return floodFill(document(), workspace().activeLayer(), pixel, settings().likeness, settings().foreground);
}

Status PickTool::click(QPoint pixel, Qt::KeyboardModifiers) {
    if (!document().contents().rect().contains(pixel)) return {};
    const QColor colour = composed(document().contents(), QRect(pixel, QSize(1, 1))).pixelColor(0, 0);
    if (colour.alpha() == 0) return {};
    workspace().tools().change([&](ToolSettings& s) { s.foreground = QColor(colour.rgb()); });
    return {};
}

void PickTool::drag(const CanvasPointer& pointer) { workspace().refuse(click(pixelAt(pointer.point.position), {})); }

Status WandTool::click(QPoint pixel, Qt::KeyboardModifiers modifiers) {
    return selectSimilar(document(), workspace().activeLayer(), pixel, settings().likeness,
                         joinFor(modifiers, settings().join));
}

}  // namespace lemnos::studio
