// SPDX-License-Identifier: Apache-2.0
// Brushes: where dabs lie, what one covers to a fraction of a pixel, and what a stroke leaves on a layer.
#include <cmath>
#include <numbers>
#include <ranges>

#include <QtTest>

#include "document/pictures.h"
#include "document/pixel_edits.h"
#include "document/stroke.h"

namespace lemnos::studio {
namespace {

Brush plainBrush(double size, double hardness = 1) {
    return {.size = size, .hardness = hardness, .paint = {.colour = qRgb(255, 0, 0)}};
}

std::vector<StrokePoint> dabsAlong(const Brush& brush, const std::vector<StrokePoint>& points) {
    std::vector<StrokePoint> dabs;
    const StrokePath::Visitor keep = [&](const StrokePoint& dab) { dabs.push_back(dab); };
    StrokePath path(brush, points.front(), keep);
    for (const StrokePoint& point : points | std::views::drop(1)) path.extend(point, keep);
    path.finish(keep);
    return dabs;
}

double distance(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

/// A finished stroke through `points`; what was said to be dirty.
QRect draw(Document& document, LayerId layer, const Brush& brush, const std::vector<StrokePoint>& points) {
    QRect dirty;
    QObject context;
    QObject::connect(&document, &Document::changed, &context, [&](const DocumentChange& c) { dirty |= c.dirty; });
    auto stroke = Stroke::begin(document, layer, brush, points.front());
    if (!stroke) return {};
    for (const StrokePoint& point : points | std::views::drop(1)) (*stroke)->extend(point);
    (*stroke)->finish();
    return dirty;
}

}  // namespace

class StrokeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dabsLieEvenly_data() {
        QTest::addColumn<int>("reports");
        for (const int reports : {1, 2, 7, 100}) QTest::addRow("%d reports", reports) << reports;
    }
    // However often the pen reports, a straight line gets the same dabs.
    void dabsLieEvenly() {
        QFETCH(int, reports);
        Brush brush = plainBrush(20);
        brush.spacing = 0.25;
        std::vector<StrokePoint> points;
        for (int i = 0; i <= reports; ++i) points.push_back({QPointF(100.0 * i / reports, 50)});
        const auto dabs = dabsAlong(brush, points);
        QCOMPARE(int(dabs.size()), 21);
        for (int i = 0; i < int(dabs.size()); ++i)
            QVERIFY(distance(dabs[std::size_t(i)].position, {5.0 * i, 50}) < 1e-6);
    }

    void cornersAreRounded() {
        Brush brush = plainBrush(4);
        brush.spacing = 0.25;
        const auto dabs = dabsAlong(brush, {{{0, 0}}, {{50, 0}}, {{50, 50}}});
        double nearest = 1000;
        for (std::size_t i = 1; i < dabs.size(); ++i) {
            nearest = std::min(nearest, distance(dabs[i].position, {50, 0}));
            const double step = distance(dabs[i].position, dabs[i - 1].position);
            QVERIFY(step > 0.97 && step < 1.001);
        }
        QVERIFY(nearest > 5 && nearest < 20);  // 50 / 2 * (sqrt(2) / 2) / 2 at the curve's middle: 8.8
        QVERIFY(distance(dabs.back().position, {50, 50}) < 1);
    }

    void pressureGoesAlongTheWay() {
        Brush brush = plainBrush(100);
        const auto dabs = dabsAlong(brush, {{{0, 0}, 0.1}, {{400, 0}, 0.9}});
        for (std::size_t i = 1; i < dabs.size(); ++i) {
            QVERIFY(std::abs(dabs[i].pressure - (0.1 + 0.8 * dabs[i].position.x() / 400)) < 1e-6);
            const double step = distance(dabs[i].position, dabs[i - 1].position);
            QVERIFY(std::abs(step - 0.1 * 100 * dabs[i - 1].pressure) < 1e-6);
        }
    }

    void aHardDabIsADisc_data() {
        QTest::addColumn<double>("radius");
        QTest::addColumn<QPointF>("at");
        for (const double radius : {0.2, 0.5, 1.0, 2.5, 17.3, 50.0})
            for (const QPointF at : {QPointF(64, 64), QPointF(64.5, 64.5), QPointF(63.21, 64.87), QPointF(-0.3, 0.4)})
                QTest::addRow("radius %g at %g,%g", radius, at.x(), at.y()) << radius << at;
    }
    void aHardDabIsADisc() {
        QFETCH(double, radius);
        QFETCH(QPointF, at);
        StrokeCoverage coverage;
        const QRect rect = stampDab(coverage, plainBrush(2 * radius), {at});
        double sum = 0;
        QPointF moment;
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x) {
                const double covered = coverage.at(x, y) / 65535.0;
                sum += covered;
                moment += QPointF(x + 0.5, y + 0.5) * covered;
                const double far = distance({x + 0.5, y + 0.5}, at);
                if (far < radius - 0.75) QVERIFY(covered > 0.999);
                if (far > radius + 1.05) QVERIFY(covered == 0);
            }
        const double area = std::numbers::pi * radius * radius;
        QVERIFY2(std::abs(sum - area) < 0.02 * area + 0.2 * radius,
                 qPrintable(QStringLiteral("%1 of %2").arg(sum).arg(area)));
        QVERIFY(distance(moment / sum, at) < (radius < 3 ? 0.1 : 0.02));
        QVERIFY(rect.contains(coverage.bounds()));
    }

    void softnessFadesFromTheHardPart() {
        StrokeCoverage coverage;
        stampDab(coverage, plainBrush(100, 0.5), {{64.5, 64.5}});
        double before = 2;
        for (int x = 64; x < 120; ++x) {
            const double covered = coverage.at(x, 64) / 65535.0;
            QVERIFY(covered <= before);
            before = covered;
            if (x - 64 <= 25) QVERIFY(covered > 0.99);
            if (x - 64 == 38) QVERIFY(std::abs(covered - 0.5) < 0.05);
            if (x - 64 >= 51) QCOMPARE(covered, 0.0);
        }
    }

    void aStrokeCoversNoMoreThanItsOpacity() {
        Document document(QSize(200, 100));
        Brush brush = plainBrush(30);
        brush.opacity = 0.5;
        draw(document, idAt(document, 0), brush, {{{40, 50}}, {{160, 50}}, {{40, 50}}, {{160, 50}}});
        const Raster& raster = *document.contents().layers[0].raster();
        for (int x = 45; x < 155; ++x) QCOMPARE(int(qAlpha(raster.at(x, 50))), 128);
        draw(document, idAt(document, 0), brush, {{{40, 50}}, {{160, 50}}});  // another stroke adds
        QCOMPARE(int(qAlpha(raster.at(100, 50))), 192);
    }

    void flowBuildsUpToTheOpacity() {
        Document document(QSize(100, 100));
        Brush brush = plainBrush(20);
        brush.flow = 0.01;
        brush.opacity = 0.8;
        std::vector<StrokePoint> points;
        for (int i = 0; i < 1200; ++i) points.push_back({QPointF(50 + (i % 2) * 4 - 2, 50)});
        auto stroke = Stroke::begin(document, idAt(document, 0), brush, points[0]);
        QVERIFY(stroke);
        const Raster& raster = *document.contents().layers[0].raster();
        QVERIFY(int(qAlpha(raster.at(50, 50))) <= 3);
        for (const StrokePoint& point : points) (*stroke)->extend(point);
        (*stroke)->finish();
        QVERIFY(std::abs(int(qAlpha(raster.at(50, 50))) - 204) <= 2);
    }

    void pressureLimitsSizeOrOpacity() {
        Document document(QSize(100, 100));
        Brush brush = plainBrush(40);
        draw(document, idAt(document, 0), brush, {{{50, 50}, 0.5}});
        const Raster& raster = *document.contents().layers[0].raster();
        QCOMPARE(raster.bounds(), QRect(40, 40, 20, 20));
        brush.sizeFollowsPressure = false;
        brush.opacityFollowsPressure = true;
        document.history().undo();
        draw(document, idAt(document, 0), brush, {{{50, 50}, 0.5}});
        QCOMPARE(raster.bounds(), QRect(30, 30, 40, 40));
        QCOMPARE(int(qAlpha(raster.at(50, 50))), 128);
        const int steps = document.history().steps();
        draw(document, idAt(document, 0), brush, {{{50, 50}, 0}});
        QCOMPARE(document.history().steps(), steps);
    }

    void theEraserTakesAway_data() {
        QTest::addColumn<bool>("isMask");
        QTest::newRow("from a picture") << false;
        QTest::newRow("from a mask") << true;
    }
    void theEraserTakesAway() {
        QFETCH(bool, isMask);
        Document document(QSize(100, 100));
        const LayerId layer = addLayer(document, isMask ? LayerKind::mask : LayerKind::raster);
        QVERIFY(fillLayer(document, layer, Qt::white));
        Brush brush = plainBrush(20);
        brush.paint = Paint::eraser();
        brush.opacity = 0.25;
        const QRect dirty = draw(document, layer, brush, {{{50, 50}}, {{60, 50}}});
        const Layer& erased = *document.layer(layer);
        const auto alphaAt = [&](int x, int y) {
            return isMask ? int(erased.mask()->at(x, y)) : int(qAlpha(erased.raster()->at(x, y)));
        };
        QCOMPARE(alphaAt(50, 50), 191);
        QCOMPARE(alphaAt(10, 10), 255);
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 100; ++x)
                if (alphaAt(x, y) != 255) QVERIFY(dirty.contains(x, y));
        document.history().undo();
        QCOMPARE(alphaAt(50, 50), 255);
    }

    void theSelectionClipsAndLayersMayLieElsewhere() {
        Contents contents;
        contents.size = {100, 100};
        contents.layers.push_back({.id = contents.takeId(), .pixels = Raster(), .offset = {-37, 21}, .request = {}});
        Mask selection;
        selection.fill({50, 0, 50, 100}, 255);
        selection.fill({60, 0, 5, 100}, 51);
        contents.selection = selection;
        Document document(contents);
        draw(document, idAt(document, 0), plainBrush(30), {{{50, 50}}, {{80, 50}}});
        const QImage image = Compositor(document).image();
        QCOMPARE(qAlpha(image.pixel(49, 50)), 0);
        QCOMPARE(qAlpha(image.pixel(50, 50)), 255);
        QCOMPARE(qAlpha(image.pixel(62, 50)), 51);
        QCOMPARE(qAlpha(image.pixel(66, 50)), 255);
        QCOMPARE(document.contents().layers[0].bounds().left(), 50);
    }

    void nothingIsPaintedOutsideTheDocument() {
        Document document(QSize(100, 100));
        draw(document, idAt(document, 0), plainBrush(60), {{{95, 95}}, {{500, 500}}});
        QVERIFY(document.contents().rect().contains(document.contents().layers[0].bounds()));
    }

    void lockedLayersRefuse() {
        Document document(QSize(100, 100));
        QVERIFY(setLayerLocked(document, idAt(document, 0), true));
        QVERIFY(!Stroke::begin(document, idAt(document, 0), plainBrush(5), {}));
        QVERIFY(!Stroke::begin(document, LayerId(99), plainBrush(5), {}));
    }

    void undoInTheMiddleEndsTheStroke() {
        Document document(QSize(100, 100));
        auto stroke = Stroke::begin(document, idAt(document, 0), plainBrush(5), {{10, 10}});
        QVERIFY(stroke);
        document.history().undo();
        QVERIFY((*stroke)->extend({{90, 90}}).isEmpty());
        (*stroke)->finish();
        QVERIFY(document.contents().layers[0].bounds().isEmpty());
        QCOMPARE(document.history().steps(), 0);
    }

    void whatIsSeenWhilePaintingIsWhatRemains() {
        Document document(busyContents({300, 200}));
        Compositor compositor(document);
        (void)compositor.image();
        Brush brush = plainBrush(30, 0.3);
        brush.opacity = 0.7;
        brush.paint.colour = qRgba(10, 200, 30, 200);
        draw(document, layerAt(document.contents(), 1).id, brush, {{{20, 20}}, {{150, 170}, 0.4}, {{290, 30}}});
        QCOMPARE(compositor.image(), Compositor(document).image());
    }

    void floodFillStopsAtTheEdge_data() {
        QTest::addColumn<Likeness>("likeness");
        QTest::addColumn<int>("filled");  // pixels
        using enum Likeness::Reach;
        QTest::newRow("connected") << Likeness{.tolerance = 0, .reach = connected} << 30 * 100;
        QTest::newRow("everywhere") << Likeness{.tolerance = 0, .reach = everywhere} << 90 * 100;
        QTest::newRow("tolerant") << Likeness{.tolerance = 20, .reach = connected} << 100 * 100;
        QTest::newRow("one too little") << Likeness{.tolerance = 19, .reach = connected} << 30 * 100;
        QTest::newRow("merged") << Likeness{.tolerance = 0, .reach = connected, .sample = Likeness::Sample::picture}
                                << 30 * 50;
    }
    void floodFillStopsAtTheEdge() {
        QFETCH(Likeness, likeness);
        QFETCH(int, filled);
        Document document(QSize(100, 100));
        const LayerId layer = idAt(document, 0);
        QVERIFY(fillLayer(document, layer, QColor(100, 100, 100)));
        Contents contents = document.contents();
        contents.layers[0].raster()->fill({30, 0, 10, 100}, qRgb(100, 120, 100));
        document.edit(QStringLiteral("wall"), contents);
        placePictureAcross(document);
        QVERIFY(floodFill(document, layer, {5, 5}, likeness, QColor(7, 8, 9)));
        int found = 0;
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 100; ++x) found += document.layer(layer)->raster()->at(x, y) == qRgb(7, 8, 9);
        QCOMPARE(found, filled);
    }

private:
    static void placePictureAcross(Document& document) {
        const LayerId above = addLayer(document, LayerKind::raster);
        Contents contents = document.contents();
        contents.find(above)->raster()->fill({0, 50, 100, 50}, qRgb(1, 1, 1));
        document.edit(QStringLiteral("floor"), contents);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::StrokeTest)
#include "stroke_test.moc"
