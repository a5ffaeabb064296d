// SPDX-License-Identifier: Apache-2.0
// How long a frame takes while somebody paints on the real canvas view, event by event: from the pen's move to the
// repainted window, on a document of 4096 x 4096 with three layers. Prints a table; run it offscreen on an idle
// machine.
//
//   QT_QPA_PLATFORM=offscreen build/tests/app_canvas_benchmark
#include <algorithm>
#include <cmath>
#include <cstdio>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>

#include "canvas/canvas_view.h"
#include "document/layer_edits.h"
#include "document/pictures.h"
#include "document/selection_edits.h"

namespace lemnos::studio {
namespace {

constexpr int frames = 400;

void send(CanvasView& view, QEvent::Type type, QPointF at) {
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, at, view.mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &event);
}

void measure(const char* name, CanvasView& view) {
    const QPointF middle(view.width() / 2.0, view.height() / 2.0);
    const auto at = [&](int frame) {
        const double turn = frame / 25.0;
        return middle + QPointF(std::cos(turn), std::sin(turn * 1.3)) * (0.42 * view.height());
    };
    std::vector<double> milliseconds;
    send(view, QEvent::MouseButtonPress, at(0));
    QApplication::processEvents();
    for (int frame = 1; frame <= frames; ++frame) {
        QElapsedTimer clock;
        clock.start();
        send(view, QEvent::MouseMove, at(frame));
        QApplication::processEvents();  // paints what the move has changed
        milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    QElapsedTimer clock;
    clock.start();
    send(view, QEvent::MouseButtonRelease, at(frames));
    QApplication::processEvents();
    const double lifted = double(clock.nsecsElapsed()) / 1e6;
    std::ranges::sort(milliseconds);
    std::printf("%-34s median %5.1f ms, 95 %% %5.1f ms, worst %5.1f ms, pen lifted %5.1f ms\n", name,
                milliseconds[frames / 2], milliseconds[frames * 95 / 100], milliseconds.back(), lifted);
}

void run() {
    Workspace workspace;
    workspace.openNew({4096, 4096});
    Document& document = workspace.document();
    Contents contents = document.contents();
    contents.layers[0].pixels = Raster(noise({4096, 4096}, 1));
    document.edit(QStringLiteral("ground"), contents);
    for (int i = 0; i < 2; ++i) workspace.setActiveLayer(addLayer(document, LayerKind::raster));

    CanvasView view(workspace);
    view.resize(1280, 720);
    view.show();
    QApplication::processEvents();
    workspace.tools().change([](ToolSettings& s) {
        s.tool = Tool::brush;
        s.brush.size = 100;
        s.foreground = Qt::red;
    });
    view.zoomTo(1);
    measure("100 %, brush of 100", view);
    workspace.tools().change([](ToolSettings& s) { s.brush.size = 400; });
    measure("100 %, brush of 400", view);
    workspace.tools().change([](ToolSettings& s) { s.brush.size = 100; });
    view.turnBy(30);
    measure("100 %, turned by 30 degrees", view);
    view.resetAngle();
    view.fit();
    measure("fitted, brush of 100", view);
    view.zoomTo(4);
    measure("400 %, brush of 100", view);
    workspace.tools().choose(Tool::selectionBrush);
    view.zoomTo(1);
    measure("100 %, painting the selection", view);
    workspace.tools().choose(Tool::brush);
    measure("100 %, brush of 100 in it", view);
}

}  // namespace
}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    lemnos::studio::run();
    return 0;
}
