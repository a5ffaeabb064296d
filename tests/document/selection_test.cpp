// SPDX-License-Identifier: Apache-2.0
// Selections: shapes, joining, growing and feathering against slow formulas, outlines, and the steps of the history.
#include <cmath>
#include <numbers>

#include <QtTest>

#include "document/mask_outline.h"
#include "document/mask_shapes.h"
#include "document/pictures.h"
#include "document/pixel_edits.h"
#include "document/selection_edits.h"
#include "document/stroke.h"

namespace lemnos::studio {
namespace {

constexpr QRect page(0, 0, 200, 150);

Mask box(const QRect& rect, quint8 value = 255) {
    Mask mask;
    mask.fill(rect, value);
    return mask;
}

double sumOf(const Mask& mask) {
    const QRect rect = mask.bounds();
    double sum = 0;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x) sum += mask.at(x, y) / 255.0;
    return sum;
}

/// Two boxes, a hole, a lonely pixel, a soft disc: near and over tile edges and the page's edge.
Mask motley() {
    Mask mask = joined(box({10, 10, 60, 70}), box({30, 30, 9, 9}), MaskJoin::subtract);
    mask = joined(mask, ellipseMask({100.3, 20.7, 80, 63}, page), MaskJoin::add);
    return joined(mask, joined(box({5, 120, 1, 1}), box({190, 140, 10, 10}), MaskJoin::add), MaskJoin::add);
}

/// The nearest inside pixel by looking at all of them.
double slowDistance(const Mask& mask, int x, int y, int reach) {
    double best = 1e9;
    for (int v = y - reach; v <= y + reach; ++v)
        for (int u = x - reach; u <= x + reach; ++u)
            if (mask.at(u, v) >= 128) best = std::min(best, std::hypot(u - x, v - y));
    return best;
}

double area(const QPolygonF& polygon) {
    double sum = 0;
    for (qsizetype i = 0; i + 1 < polygon.size(); ++i)
        sum += polygon[i].x() * polygon[i + 1].y() - polygon[i].y() * polygon[i + 1].x();
    return sum / 2;
}

}  // namespace

class SelectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shapesCoverTheirArea_data() {
        QTest::addColumn<Mask>("mask");
        QTest::addColumn<double>("area");
        QTest::newRow("rectangle") << rectangleMask({10, 20, 30, 40}, page) << 1200.0;
        QTest::newRow("drawn backwards") << rectangleMask({40, 60, -30, -40}, page) << 1200.0;
        QTest::newRow("half pixels") << rectangleMask({10.5, 20.5, 30, 40}, page) << 1200.0;
        QTest::newRow("ellipse") << ellipseMask({10, 20, 100, 60}, page) << std::numbers::pi * 50 * 30;
        QTest::newRow("triangle") << polygonMask(QPolygonF({{10, 10}, {110, 10}, {10, 90}}), page) << 4000.0;
        QTest::newRow("cut off by the page") << rectangleMask({-50, -50, 100, 100}, page) << 2500.0;
        QTest::newRow("outside") << rectangleMask({500, 500, 9, 9}, page) << 0.0;
        // Two turns of a square: the inner one is a hole.
        QTest::newRow("lasso over itself")
            << polygonMask(
                   QPolygonF(
                       {{0, 0}, {90, 0}, {90, 90}, {0, 90}, {0, 0}, {30, 30}, {60, 30}, {60, 60}, {30, 60}, {30, 30}}),
                   page)
            << 7200.0;
    }
    void shapesCoverTheirArea() {
        QFETCH(Mask, mask);
        QFETCH(double, area);
        QVERIFY2(std::abs(sumOf(mask) - area) <= 0.003 * area, qPrintable(QString::number(sumOf(mask))));
        QVERIFY(page.contains(mask.bounds()) || mask.isEmpty());
    }

    void edgesAreAntialiased() {
        const Mask mask = rectangleMask({10.25, 20, 30, 40}, page);
        QVERIFY(std::abs(int(mask.at(10, 30)) - 191) <= 2);
        QCOMPARE(int(mask.at(11, 30)), 255);
        QVERIFY(std::abs(int(mask.at(40, 30)) - 64) <= 2);
    }

    void joining_data() {
        QTest::addColumn<int>("join");
        QTest::addColumn<QList<int>>("values");  // of (255, 0), (255, 100), (100, 255), (0, 255), (100, 200)
        QTest::newRow("replace") << int(MaskJoin::replace) << QList<int>{0, 100, 255, 255, 200};
        QTest::newRow("add") << int(MaskJoin::add) << QList<int>{255, 255, 255, 255, 200};
        QTest::newRow("subtract") << int(MaskJoin::subtract) << QList<int>{255, 155, 0, 0, 55};
        QTest::newRow("intersect") << int(MaskJoin::intersect) << QList<int>{0, 100, 100, 0, 100};
    }
    void joining() {
        QFETCH(int, join);
        QFETCH(QList<int>, values);
        const int base[] = {255, 255, 100, 0, 100};
        const int change[] = {0, 100, 255, 255, 200};
        Mask a;
        Mask b;
        for (int i = 0; i < 5; ++i) {  // each in a tile of its own, so that some tiles are missing
            a.fill({i * 64, -64, 1, 1}, quint8(base[i]));
            b.fill({i * 64, -64, 1, 1}, quint8(change[i]));
        }
        const Mask result = joined(a, b, MaskJoin(join));
        for (int i = 0; i < 5; ++i) QCOMPARE(int(result.at(i * 64, -64)), values[i]);
    }

    void growingIsByDistance_data() {
        QTest::addColumn<double>("radius");
        for (const double radius : {0.5, 1.0, 3.0, 7.25, 12.0}) QTest::addRow("%g", radius) << radius;
    }
    void growingIsByDistance() {
        QFETCH(double, radius);
        const Mask mask = motley();
        const Mask result = grown(mask, radius, page);
        const int reach = int(std::ceil(radius)) + 1;
        for (int y = 0; y < page.height(); ++y)
            for (int x = 0; x < page.width(); ++x) {
                const double covered = std::clamp(radius + 1 - slowDistance(mask, x, y, reach), 0.0, 1.0);
                const int right = std::max(int(mask.at(x, y)), int(std::lround(covered * 255)));
                if (std::abs(int(result.at(x, y)) - right) > 1)
                    QFAIL(
                        qPrintable(QStringLiteral("%1,%2: %3, not %4").arg(x).arg(y).arg(result.at(x, y)).arg(right)));
            }
        QVERIFY(page.contains(result.bounds()));
    }

    void boxesGrowAndShrinkToThePixel() {
        QCOMPARE(grown(box({50, 50, 20, 20}), 5, page).bounds(), QRect(45, 45, 30, 30));
        QCOMPARE(int(grown(box({50, 50, 20, 20}), 5, page).at(45, 60)), 255);
        QCOMPARE(int(grown(box({50, 50, 20, 20}), 5, page).at(45, 45)), 0);  // the corner is round
        const Mask smaller = shrunk(box({50, 50, 20, 20}), 5);
        QCOMPARE(smaller.bounds(), QRect(55, 55, 10, 10));
        QCOMPARE(sumOf(smaller), 100.0);
        QVERIFY(shrunk(box({50, 50, 20, 20}), 10).isEmpty());
        QVERIFY(shrunk(Mask(), 10).isEmpty());
        QVERIFY(grown(Mask(), 10, page).isEmpty());
    }

    void featheringIsAGaussian_data() {
        QTest::addColumn<double>("sigma");
        for (const double sigma : {0.6, 2.0, 5.5, 14.0}) QTest::addRow("%g", sigma) << sigma;
    }
    // A half plane becomes the error function; so does the edge of a box that is large enough.
    void featheringIsAGaussian() {
        QFETCH(double, sigma);
        const QRect wide(0, 0, 400, 300);
        const Mask result = feathered(box({100, 50, 200, 200}), sigma, wide);
        for (int x = 40; x < 200; ++x) {
            const double edge = (x + 0.5 - 100) / (sigma * std::numbers::sqrt2);
            const double right = 255 * (1 + std::erf(edge)) / 2;
            QVERIFY2(std::abs(result.at(x, 150) - right) < 2,
                     qPrintable(QStringLiteral("%1: %2, not %3").arg(x).arg(result.at(x, 150)).arg(right)));
            QCOMPARE(result.at(x, 150), result.at(150, x - 50));
        }
        // Nothing is lost but what rounds to nothing.
        QVERIFY(std::abs(sumOf(result) - 40000) < 0.003 * 40000);
    }

    void featheringSeesWhatLiesOutside() {
        const Mask whole = feathered(box({0, 0, 300, 300}), 6, {-50, -50, 400, 400});
        const Mask part = feathered(box({0, 0, 300, 300}), 6, {290, 100, 20, 20});
        for (int y = 100; y < 120; ++y)
            for (int x = 290; x < 310; ++x) QCOMPARE(part.at(x, y), whole.at(x, y));
        QVERIFY(QRect(290, 100, 20, 20).contains(part.bounds()));
    }

    void outlinesEncloseWhatIsCovered_data() {
        QTest::addColumn<Mask>("mask");
        QTest::addColumn<int>("polygons");
        QTest::addColumn<double>("area");
        QTest::newRow("nothing") << Mask() << 0 << 0.0;
        QTest::newRow("a box") << box({10, 10, 50, 40}) << 1 << 2000 - 0.5;  // four corners of an eighth are cut
        QTest::newRow("a pixel") << box({-3, 7, 1, 1}) << 1 << 0.5;
        QTest::newRow("a hole") << joined(box({10, 10, 50, 50}), box({20, 20, 10, 10}), MaskJoin::subtract) << 2
                                << 2400.0;
        QTest::newRow("touching at a corner")
            << joined(box({10, 10, 10, 10}), box({20, 20, 10, 10}), MaskJoin::add) << 2 << 199.0;
        QTest::newRow("an ellipse") << ellipseMask({20, 20, 100, 80}, page) << 1 << std::numbers::pi * 50 * 40;
    }
    void outlinesEncloseWhatIsCovered() {
        QFETCH(Mask, mask);
        QFETCH(int, polygons);
        QFETCH(double, area);
        const QList<QPolygonF> found = outline(mask);
        QCOMPARE(int(found.size()), polygons);
        double sum = 0;
        QRectF bounds;
        for (const QPolygonF& polygon : found) {
            QVERIFY(polygon.isClosed());
            sum += studio::area(polygon);  // clockwise counts, holes take away
            bounds |= polygon.boundingRect();
        }
        QVERIFY2(std::abs(sum - area) <= 0.002 * area + 1e-6, qPrintable(QString::number(sum)));
        if (!found.isEmpty()) QVERIFY(QRectF(mask.bounds()).adjusted(-0.6, -0.6, 0.6, 0.6).contains(bounds));
    }

    void aStraightSideIsOnePiece() {
        const QList<QPolygonF> found = outline(box({10, 10, 5000, 40}));
        QVERIFY(found.value(0).size() <= 10);
        QCOMPARE(found.value(0).boundingRect(), QRectF(10, 10, 5000, 40));
    }

    void selectingIsUndone() {
        Document document(QSize(200, 150));
        int told = 0;
        connect(&document, &Document::changed, this,
                [&](const DocumentChange& change) { told += change.aspects == DocumentChange::selection; });
        select(document, box({10, 10, 50, 50}), MaskJoin::add);
        QCOMPARE(document.contents().selection->bounds(), QRect(10, 10, 50, 50));
        invertSelection(document);
        QCOMPARE(int(document.contents().selection->at(20, 20)), 0);
        QCOMPARE(document.contents().selection->bounds(), page);
        growSelection(document, 3);
        shrinkSelection(document, 3);
        featherSelection(document, 2);
        QCOMPARE(told, 5);
        selectNone(document);
        QVERIFY(!document.contents().selection);
        growSelection(document, 3);
        invertSelection(document);
        QCOMPARE(told, 6);
        for (int i = 0; i < 5; ++i) document.history().undo();
        QCOMPARE(document.contents().selection->bounds(), QRect(10, 10, 50, 50));
        document.history().undo();
        QVERIFY(!document.contents().selection);
        selectAll(document);
        QCOMPARE(sumOf(*document.contents().selection), 200.0 * 150);
    }

    void takingAwayFromNoSelectionLeavesTheRest() {
        Document document(QSize(200, 150));
        select(document, box({0, 0, 100, 150}), MaskJoin::subtract);
        QCOMPARE(document.contents().selection->bounds(), QRect(100, 0, 100, 150));
        select(document, box({0, 0, 200, 150}), MaskJoin::subtract);
        QVERIFY(!document.contents().selection);
    }

    void theWandAndALayersAlpha() {
        Document document(QSize(200, 150));
        Contents contents = document.contents();
        contents.layers[0].raster()->fill({20, 30, 40, 50}, 0x80800000U);
        contents.layers[0].offset = {5, 5};
        document.edit(QStringLiteral("paint"), contents);
        QVERIFY(selectCoverage(document, idAt(document, 0), MaskJoin::replace));
        QCOMPARE(document.contents().selection->bounds(), QRect(25, 35, 40, 50));
        QCOMPARE(int(document.contents().selection->at(30, 40)), 128);
        QVERIFY(selectSimilar(document, idAt(document, 0), {30, 40}, {}, MaskJoin::replace));
        QCOMPARE(document.contents().selection->bounds(), QRect(25, 35, 40, 50));
        QCOMPARE(int(document.contents().selection->at(30, 40)), 255);
        QVERIFY(!selectCoverage(document, LayerId(77), MaskJoin::replace));
    }

    void aBrushPaintsTheSelection() {
        Document document(QSize(200, 150));
        Brush brush{.size = 20, .hardness = 1, .paint = {}};
        auto stroke = Stroke::beginSelection(document, brush, {{50, 50}});
        stroke->extend({{80, 50}});
        stroke->finish();
        QCOMPARE(document.contents().selection->bounds(), QRect(40, 40, 50, 20));
        QCOMPARE(document.history().steps(), 1);
        brush.paint = Paint::eraser();
        brush.size = 300;
        stroke = Stroke::beginSelection(document, brush, {{50, 50}});
        stroke->finish();
        QVERIFY(!document.contents().selection);
        document.history().undo();
        QCOMPARE(document.contents().selection->bounds(), QRect(40, 40, 50, 20));
    }

    void fillAndClearStayInTheSelection() {
        Document document(QSize(200, 150));
        QVERIFY(fillLayer(document, idAt(document, 0), Qt::white));
        select(document, box({10, 10, 50, 50}, 51), MaskJoin::replace);
        QVERIFY(clearLayer(document, idAt(document, 0)));
        const Raster& raster = *document.contents().layers[0].raster();
        QCOMPARE(raster.at(20, 20), 0xccccccccU);
        QCOMPARE(raster.at(60, 20), 0xffffffffU);
        QVERIFY(fillLayer(document, idAt(document, 0), Qt::black));
        QCOMPARE(raster.at(60, 60), 0xffffffffU);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::SelectionTest)
#include "selection_test.moc"
