// SPDX-License-Identifier: Apache-2.0
// What the pointer does on the canvas: one class per kind of tool, each a file pair in this folder. The view hands a
// tool the pointer in coordinates of the document; the tool edits the document through app/document and draws what it
// is about to do over it. A tool keeps nothing between two drags. GUI thread; owned by CanvasView.
#pragma once

#include <memory>

#include <QCursor>
#include <QPainter>

#include "canvas/view_transform.h"
#include "studio/workspace.h"

namespace lemnos::studio {

struct CanvasPointer {
    StrokePoint point;  // in the document
    QPointF view;       // where that is in the view
    Qt::KeyboardModifiers modifiers;
};

class CanvasTool {
public:
    explicit CanvasTool(Workspace& workspace) : m_workspace(workspace) {}
    virtual ~CanvasTool() = default;
    CanvasTool(const CanvasTool&) = delete;
    CanvasTool& operator=(const CanvasTool&) = delete;

    virtual void press(const CanvasPointer& pointer, const ViewTransform& transform) = 0;
    virtual void drag(const CanvasPointer& pointer) = 0;
    virtual void release(const CanvasPointer& pointer) = 0;
    /// Leaves everything as it was before the drag.
    virtual void cancel() {}
    /// Over the document, in coordinates of the view. `pointer` in the view; null where it is elsewhere.
    virtual void paint(QPainter& painter, const ViewTransform& transform, const QPointF* pointer) const;
    virtual QCursor cursor(QPointF view, const ViewTransform& transform) const;

protected:
    Workspace& workspace() const { return m_workspace; }
    Document& document() const { return m_workspace.document(); }
    const ToolSettings& settings() const { return m_workspace.tools().settings(); }

private:
    Workspace& m_workspace;
};

std::unique_ptr<CanvasTool> makeTool(Tool tool, Workspace& workspace);

/// What a selection tool does with these keys held: Shift adds, Alt takes away, both keep the common part.
MaskJoin joinFor(Qt::KeyboardModifiers modifiers, MaskJoin otherwise);

/// A line that is seen on every ground: light with a dark edge.
void strokeOverlay(QPainter& painter, const QPainterPath& path, Qt::PenStyle style = Qt::SolidLine);

}  // namespace lemnos::studio
