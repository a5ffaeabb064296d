// SPDX-License-Identifier: Apache-2.0
#include "canvas/canvas_view.h"

#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTabletEvent>
#include <QWheelEvent>

namespace lemnos::studio {
namespace {

constexpr double zoomStep = 1.25;
constexpr double arrowStep = 48;
constexpr double turnStep = 15;  // degrees
/// Whole pixels of the view that a rectangle of the document touches, with room for smoothing.
QRect inView(const ViewTransform& transform, const QRectF& rect) {
    constexpr int smoothing = 2;
    return transform.toViewTransform().mapRect(rect).toAlignedRect().adjusted(-smoothing, -smoothing, smoothing,
                                                                              smoothing);
}

}  // namespace

CanvasView::CanvasView(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_compositor(workspace.document(), MaskLayers::tinted) {
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("The document; tools work on it with the mouse or a pen"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_TabletTracking);
    connect(&workspace.document(), &Document::changed, this, &CanvasView::takeDocument);
    connect(&m_compositor, &Compositor::changed, this, &CanvasView::updateDocumentRect);
    connect(&workspace.tools(), &Toolbox::changed, this, &CanvasView::takeTool);
    connect(&workspace.staging(), &Staging::changed, this, qOverload<>(&QWidget::update));
    connect(&workspace.staging(), &Staging::previewChanged, this, qOverload<>(&QWidget::update));
    connect(&workspace, &Workspace::changed, this, [this] {
        if (m_shownTool == Tool::move) update();  // the handles are around the active layer
    });
    m_transform.setPicture(workspace.document().contents().size);
    takeTool();
}

CanvasView::~CanvasView() = default;

void CanvasView::takeTool() {
    const Tool tool = m_workspace.tools().tool();
    if (tool != m_shownTool || (!m_tool && tool != Tool::view)) {
        cancelDrag();
        m_shownTool = tool;
        m_tool = makeTool(tool, m_workspace);
        update();
    } else if (m_pointer) {
        update();  // the brush's circle
    }
    showCursor();
}

void CanvasView::takeDocument(const DocumentChange& change) {
    if (change.aspects.testFlag(DocumentChange::size)) {
        m_transform.setPicture(m_workspace.document().contents().size);
        changeView();
    }
    if (change.aspects.testFlag(DocumentChange::selection)) {
        m_outline.reset();
        // While it is painted, what changes lies around the pointer, which is redrawn in any case.
        if (m_drag != Drag::tool || m_shownTool != Tool::selectionBrush) update();
    }
    if (change.aspects.testFlag(DocumentChange::generationBox) || m_shownTool == Tool::move) update();
}

void CanvasView::updateDocumentRect(const QRect& rect) { update(inView(m_transform, rect)); }

void CanvasView::changeView() {
    update();
    showCursor();
    Q_EMIT viewChanged();
}

double CanvasView::scale() const { return m_transform.scale() * devicePixelRatioF(); }

void CanvasView::fit() {
    m_transform.fit();
    changeView();
}

void CanvasView::fitBox() {
    m_transform.fitTo(m_workspace.document().contents().generationBox);
    changeView();
}

void CanvasView::zoomTo(double scale) {
    m_transform.zoomTo(scale / devicePixelRatioF(), m_transform.viewCentre());
    changeView();
}

void CanvasView::zoomBy(double factor) {
    m_transform.zoomTo(m_transform.scale() * factor, m_transform.viewCentre());
    changeView();
}

void CanvasView::zoomIn() { zoomBy(zoomStep); }
void CanvasView::zoomOut() { zoomBy(1 / zoomStep); }

void CanvasView::turnBy(double angle) {
    m_transform.rotateTo(m_transform.angle() + angle, m_transform.viewCentre());
    changeView();
}

void CanvasView::resetAngle() {
    m_transform.rotateTo(0, m_transform.viewCentre());
    changeView();
}

bool CanvasView::cancelDrag() {
    if (m_drag == Drag::none) return false;
    if (m_drag == Drag::tool && m_tool) m_tool->cancel();
    m_drag = Drag::none;
    update();
    showCursor();
    return true;
}

CanvasPointer CanvasView::pointerAt(QPointF view, double pressure, Qt::KeyboardModifiers modifiers) const {
    return {.point = {m_transform.toPicture(view), pressure}, .view = view, .modifiers = modifiers};
}

void CanvasView::pointerPressed(const CanvasPointer& pointer, Qt::MouseButton button) {
    if (m_drag != Drag::none) return;
    setFocus(Qt::MouseFocusReason);
    m_dragFrom = pointer.view;
    const bool isPan = button == Qt::MiddleButton || m_isSpaceHeld || !m_tool;
    if (isPan && m_isSpaceHeld && pointer.modifiers.testFlag(Qt::ShiftModifier)) {
        m_drag = Drag::turn;
    } else if (isPan) {
        m_drag = Drag::pan;
    } else {
        m_drag = Drag::tool;
        m_tool->press(pointer, m_transform);
    }
    showCursor();
}

void CanvasView::pointerMoved(const CanvasPointer& pointer) {
    updatePointer(pointer.view);
    switch (m_drag) {
        case Drag::none: return showCursor();
        case Drag::tool: return m_tool->drag(pointer);
        case Drag::pan: m_transform.pan(pointer.view - m_dragFrom); break;
        case Drag::turn: {
            const QPointF centre = m_transform.viewCentre();
            const auto angleTo = [&](QPointF at) { return std::atan2(at.y() - centre.y(), at.x() - centre.x()); };
            const double by = (angleTo(pointer.view) - angleTo(m_dragFrom)) * 180 / M_PI;
            m_transform.rotateTo(m_transform.angle() + by, centre);
            break;
        }
    }
    m_dragFrom = pointer.view;
    changeView();
}

void CanvasView::pointerReleased(const CanvasPointer& pointer) {
    const Drag ended = m_drag;
    m_drag = Drag::none;
    if (ended == Drag::tool) {
        m_tool->release(pointer);
        update();
    }
    showCursor();
}

// A tool draws around the pointer, at most as large as its brush; what it draws elsewhere is on the way of a drag.
void CanvasView::updatePointer(const std::optional<QPointF>& view) {
    const auto around = [this](QPointF at) {
        const Brush* const brush = m_workspace.tools().settings().currentBrush();
        const double reach = 4 + (brush ? brush->size * m_transform.scale() / 2 : 0);
        return QRectF(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    };
    QRectF changed = m_pointer ? around(*m_pointer) : QRectF();
    if (view) changed |= around(*view);
    const bool isBrush = m_workspace.tools().settings().currentBrush() != nullptr;
    if (!isBrush && m_drag == Drag::tool) update();
    if (isBrush) update(changed.toAlignedRect());
    m_pointer = view;
}

void CanvasView::showCursor() {
    if (m_drag == Drag::pan || m_drag == Drag::turn)
        setCursor(Qt::ClosedHandCursor);
    else if (m_isSpaceHeld || !m_tool)
        setCursor(Qt::OpenHandCursor);
    else
        setCursor(m_tool->cursor(m_pointer.value_or(QPointF()), m_transform));
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return event->ignore();
    pointerPressed(pointerAt(event->position(), 1, event->modifiers()), event->button());
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    pointerMoved(pointerAt(event->position(), 1, event->modifiers()));
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    pointerReleased(pointerAt(event->position(), 1, event->modifiers()));
}

void CanvasView::tabletEvent(QTabletEvent* event) {
    const CanvasPointer pointer = pointerAt(event->position(), event->pressure(), event->modifiers());
    switch (event->type()) {
        case QEvent::TabletPress: pointerPressed(pointer, event->button()); break;
        case QEvent::TabletMove: pointerMoved(pointer); break;
        case QEvent::TabletRelease: pointerReleased(pointer); break;
        default: break;
    }
    event->accept();  // or a mouse event with full pressure would follow
}

void CanvasView::leaveEvent(QEvent*) { updatePointer({}); }

bool CanvasView::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        const auto* const gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture)
            m_transform.zoomTo(m_transform.scale() * (1 + gesture->value()), gesture->position());
        else if (gesture->gestureType() == Qt::RotateNativeGesture)
            m_transform.rotateTo(m_transform.angle() + gesture->value(), gesture->position());
        else
            return QWidget::event(event);
        changeView();
        return true;
    }
    return QWidget::event(event);
}

void CanvasView::resizeEvent(QResizeEvent*) {
    m_transform.setView(size());
    changeView();
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (turned.isNull()) return event->ignore();
    // A touchpad scrolls by pixels, a wheel zooms: what hands expect of each.
    if (!event->pixelDelta().isNull() && !event->modifiers().testFlag(Qt::ControlModifier))
        m_transform.pan(event->pixelDelta());
    else
        m_transform.zoomTo(m_transform.scale() * std::pow(zoomStep, turned.y() / 120.0), event->position());
    changeView();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    const bool isSideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (isSideways && !m_workspace.staging().isEmpty()) return event->ignore();  // the page steps through them
    switch (event->key()) {
        case Qt::Key_Left: m_transform.pan({arrowStep, 0}); break;
        case Qt::Key_Right: m_transform.pan({-arrowStep, 0}); break;
        case Qt::Key_Up: m_transform.pan({0, arrowStep}); break;
        case Qt::Key_Down: m_transform.pan({0, -arrowStep}); break;
        case Qt::Key_Plus: return zoomIn();
        case Qt::Key_Minus: return zoomOut();
        case Qt::Key_Space: m_isSpaceHeld = true; return showCursor();
        default: return QWidget::keyPressEvent(event);
    }
    changeView();
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space) return QWidget::keyReleaseEvent(event);
    if (event->isAutoRepeat()) return;
    m_isSpaceHeld = false;
    showCursor();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    m_isSpaceHeld = false;
    QWidget::focusOutEvent(event);
}

}  // namespace lemnos::studio
