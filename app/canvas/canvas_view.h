// SPDX-License-Identifier: Apache-2.0
// The document on the screen: paints what changed of it, with the selection, the generation box and what is staged on
// top, and hands pen and mouse to the tool in hand. Wheel with Ctrl or a pinch zooms at the cursor, the middle button
// or Space pans, Shift+Space turns the view; pictures that are dropped become layers where they fall. GUI thread;
// owned by the canvas page. Its only state is the view itself.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPolygonF>
#include <QWidget>

#include "canvas/canvas_tool.h"
#include "document/compositor.h"

namespace lemnos::studio {

class CanvasView : public QWidget {
    Q_OBJECT
public:
    explicit CanvasView(Workspace& workspace, QWidget* parent = nullptr);
    ~CanvasView() override;

    void fit();
    void fitBox();
    void zoomTo(double scale);  // screen pixels per pixel of the document
    void zoomIn();
    void zoomOut();
    void turnBy(double angle);
    void resetAngle();
    double scale() const;
    const ViewTransform& transform() const { return m_transform; }
    /// Esc: a drag that is going on is taken back. False if there is none.
    bool cancelDrag();

    QSize sizeHint() const override { return {720, 540}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

Q_SIGNALS:
    void viewChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Drag { none, tool, pan, turn };

    void takeTool();
    void takeDocument(const DocumentChange& change);
    void updateDocumentRect(const QRect& rect);
    void pointerPressed(const CanvasPointer& pointer, Qt::MouseButton button);
    void pointerMoved(const CanvasPointer& pointer);
    void pointerReleased(const CanvasPointer& pointer);
    CanvasPointer pointerAt(QPointF view, double pressure, Qt::KeyboardModifiers modifiers) const;
    void updatePointer(const std::optional<QPointF>& view);
    void showCursor();
    void changeView();
    void zoomBy(double factor);

    void paintDocument(QPainter& painter, const QRect& exposed);
    void paintStaged(QPainter& painter);
    void paintSelection(QPainter& painter, const QRect& exposed);
    void paintSelectionTint(QPainter& painter, const QRect& exposed);
    QRect seenIn(const QRect& exposed) const;
    void paintBox(QPainter& painter);

    Workspace& m_workspace;
    Compositor m_compositor;
    ViewTransform m_transform;
    std::unique_ptr<CanvasTool> m_tool;
    Tool m_shownTool = Tool::view;
    Drag m_drag = Drag::none;
    QPointF m_dragFrom;
    bool m_isSpaceHeld = false;
    std::optional<QPointF> m_pointer;                 // in the view
    std::optional<std::vector<QPolygonF>> m_outline;  // of the selection in short pieces, once it is wanted
};

}  // namespace lemnos::studio
