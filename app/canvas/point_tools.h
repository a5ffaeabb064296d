// SPDX-License-Identifier: Apache-2.0
// Tools that do their work with one click: fill with the foreground colour, pick a colour, select what is alike.
// GUI thread; owned by CanvasView.
#pragma once

#include "canvas/canvas_tool.h"

namespace lemnos::studio {

class PointTool : public CanvasTool {
public:
    using CanvasTool::CanvasTool;

    void press(const CanvasPointer& pointer, const ViewTransform& transform) final;
    void drag(const CanvasPointer&) override {}
    void release(const CanvasPointer&) final {}

protected:
    /// `pixel` may lie outside the document.
    virtual Status click(QPoint pixel, Qt::KeyboardModifiers modifiers) = 0;
};

class FillTool : public PointTool {
public:
    using PointTool::PointTool;

protected:
    Status click(QPoint pixel, Qt::KeyboardModifiers modifiers) override;
};

/// Goes on picking while it is dragged.
class PickTool : public PointTool {
public:
    using PointTool::PointTool;
    void drag(const CanvasPointer& pointer) override;

protected:
    Status click(QPoint pixel, Qt::KeyboardModifiers modifiers) override;
};

class WandTool : public PointTool {
public:
    using PointTool::PointTool;

protected:
    Status click(QPoint pixel, Qt::KeyboardModifiers modifiers) override;
};

}  // namespace lemnos::studio
