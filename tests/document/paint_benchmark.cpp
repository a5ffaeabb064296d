// SPDX-License-Identifier: Apache-2.0
// Prints how long a frame of painting takes: a dab stroke of 100 pixels on a document of 4096 x 4096 with five layers,
// each frame with the view's repaint of what changed. A frame at 60 Hz has 16 ms. Not a test; run it by hand:
//   document_paint_benchmark
#include <algorithm>
#include <cstdio>

#include <QElapsedTimer>
#include <QGuiApplication>

#include "document/pictures.h"
#include "document/pixel_edits.h"
#include "document/stroke.h"

namespace lemnos::studio {
namespace {

constexpr int side = 4096;
constexpr int frames = 240;

Contents largeContents(BlendMode upper) {
    Contents contents;
    contents.size = {side, side};
    const QImage picture = noise({1024, 1024}, 1);
    for (int i = 0; i < 5; ++i) {
        Layer layer{.id = contents.takeId(),
                    .pixels = Raster(),
                    .offset = {i * 11, 0},
                    .opacity = i == 0 ? 255 : 200,
                    .blend = i == 0 ? BlendMode::normal : upper,
                    .request = {}};
        for (int tile = 0; tile < 16; ++tile) layer.raster()->write(picture, {tile % 4 * 1024, tile / 4 * 1024});
        contents.layers.push_back(layer);
    }
    return contents;
}

struct Times {
    std::vector<double> milliseconds;
    void print(const char* name) {
        std::ranges::sort(milliseconds);
        std::printf("%-44s median %7.2f ms, worst %7.2f ms\n", name, milliseconds[milliseconds.size() / 2],
                    milliseconds.back());
    }
};

double since(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) / 1e6; }

void paint(const char* name, BlendMode upper, int level) {
    Document document(largeContents(upper));
    Compositor compositor(document);
    const QRect view(0, 0, 1920, 1200);
    QElapsedTimer timer;
    timer.start();
    (void)compositor.image(view, level);
    const double first = since(timer);

    QRect dirty;
    QObject::connect(&compositor, &Compositor::changed, [&](const QRect& news) { dirty |= news; });
    const Brush brush{
        .size = 100, .hardness = 0.5, .sizeFollowsPressure = false, .paint = {.colour = qRgb(200, 30, 30)}};
    const auto pointAt = [&](int frame) {
        return StrokePoint{QPointF(100 + frame * 7, 600 + 500 * std::sin(frame / 20.0))};
    };
    auto stroke = Stroke::begin(document, layerAt(document.contents(), 2).id, brush, pointAt(0));
    Times times;
    for (int frame = 1; frame <= frames; ++frame) {
        timer.start();
        (*stroke)->extend(pointAt(frame));
        if (const QRect seen = Compositor::toLevel(dirty, level) & view; !seen.isEmpty())
            (void)compositor.image(seen, level);
        dirty = {};
        times.milliseconds.push_back(since(timer));
    }
    timer.start();
    (*stroke)->finish();
    const double finished = since(timer);
    times.print(name);
    std::printf("    first view %.1f ms, end of the stroke %.2f ms, history %.1f MB\n", first, finished,
                double(document.history().bytes()) / 1e6);
}

}  // namespace
}  // namespace lemnos::studio

int main(int argc, char** argv) {
    const QGuiApplication app(argc, argv);
    using lemnos::studio::BlendMode;
    lemnos::studio::paint("normal layers", BlendMode::normal, 0);
    lemnos::studio::paint("normal layers, seen at 1/2", BlendMode::normal, 1);
    lemnos::studio::paint("overlay layers", BlendMode::overlay, 0);
    lemnos::studio::paint("soft light layers", BlendMode::softLight, 0);
    lemnos::studio::paint("luminosity layers", BlendMode::luminosity, 0);
}
