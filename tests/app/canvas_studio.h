// SPDX-License-Identifier: Apache-2.0
// A whole studio (studio_fixture.h) with a document on its canvas, and a user's hands on it. GUI thread.
#pragma once

#include <QPushButton>

#include "app/studio_fixture.h"
#include "canvas/canvas_view.h"
#include "document/compositor.h"

namespace lemnos::studio {

inline constexpr QSize documentSize(320, 240);

/// A studio with a white document on its canvas, seen at its own size.
struct CanvasStudio : Studio {
    CanvasStudio() {
        waitForReady();
        workspace().openNew(documentSize);
        view().zoomTo(1);
        view().setFocus();
    }
    Workspace& workspace() { return model->workspace(); }
    const Contents& contents() { return workspace().document().contents(); }
    CanvasView& view() { return *window->findChild<CanvasView*>(); }
    QImage picture() { return composed(contents(), contents().rect()); }
    /// With fractions of a pixel, which QTest's own mouse does not have.
    void pointer(QEvent::Type type, QPointF document, Qt::MouseButton button = Qt::LeftButton,
                 Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        const QPointF at = view().transform().toView(document);
        const bool isMove = type == QEvent::MouseMove;
        const bool isRelease = type == QEvent::MouseButtonRelease;
        QMouseEvent event(type, at, view().mapToGlobal(at), isMove ? Qt::NoButton : button,
                          isRelease ? Qt::NoButton : button, modifiers);
        QApplication::sendEvent(&view(), &event);
    }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        view().setFocus();
        QTest::keyClick(&view(), key, modifiers);
    }
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              Qt::MouseButton button = Qt::LeftButton) {
        pointer(QEvent::MouseButtonPress, from, button, modifiers);
        constexpr int pieces = 8;
        for (int i = 1; i <= pieces; ++i)
            pointer(QEvent::MouseMove, from + (to - from) * i / pieces, button, modifiers);
        pointer(QEvent::MouseButtonRelease, to, button, modifiers);
    }
    void paintAll(const QColor& colour) {
        workspace().tools().change([&](ToolSettings& s) { s.foreground = colour; });
        key(Qt::Key_Backspace, Qt::ShiftModifier);
    }
    void generate(const char* prompt) {
        typePrompt(prompt);
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    bool waitForStaged(int count) {
        return QTest::qWaitFor([&] { return workspace().staging().pictures().size() == count; },
                               lemnos::testing::patience_milliseconds);
    }
    QString buttonText() { return find<QPushButton>("generate")->text(); }
    bool waitForButton(const char* text) {
        return QTest::qWaitFor([&] { return buttonText() == QLatin1StringView(text); }, 3000);
    }
};

}  // namespace lemnos::studio
