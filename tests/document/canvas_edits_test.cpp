// SPDX-License-Identifier: Apache-2.0
// Where pixels end up when layers are turned, scaled and placed, and when the canvas changes its size.
#include <QtTest>

#include "document/canvas_edits.h"
#include "document/pictures.h"

namespace lemnos::studio {
namespace {

quint32 pixelAt(const Layer& layer, QPoint at) {
    const QPoint own = at - layer.offset;
    return layer.isMask() ? layer.mask()->at(own.x(), own.y()) : layer.raster()->at(own.x(), own.y());
}

/// A layer of noise, or of coverage, at an odd place.
Contents oneLayer(bool isMask) {
    Contents contents;
    contents.size = {200, 100};
    contents.generationBox = contents.rect();
    Layer layer{.id = contents.takeId(), .pixels = Raster(noise({31, 17}, 5)), .offset = {40, 30}, .request = {}};
    if (isMask) layer.pixels = Mask(noise({31, 17}, 5));
    contents.layers.push_back(layer);
    return contents;
}

}  // namespace

class CanvasEditsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void turnsAndFlipsAreExact_data() {
        QTest::addColumn<QTransform>("transform");
        QTest::addColumn<bool>("isMask");
        const auto row = [](const char* name, const QTransform& transform) {
            QTest::addRow("%s", name) << transform << false;
            QTest::addRow("%s, mask", name) << transform << true;
        };
        row("a quarter", QTransform().rotate(90));
        row("half", QTransform().rotate(180));
        row("three quarters, moved", QTransform().rotate(270) * QTransform::fromTranslate(13, 400));
        row("flipped", QTransform::fromScale(-1, 1));
        row("flipped over a line", QTransform::fromScale(1, -1) * QTransform::fromTranslate(0, 77));
        row("moved", QTransform::fromTranslate(-300, 5));
    }
    void turnsAndFlipsAreExact() {
        QFETCH(QTransform, transform);
        QFETCH(bool, isMask);
        const Contents before = oneLayer(isMask);
        Document document(before);
        QVERIFY(transformLayer(document, idAt(document, 0), transform));
        const QRect rect = before.layers[0].bounds();
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x) {
                const QPointF to = transform.map(QPointF(x + 0.5, y + 0.5)) - QPointF(0.5, 0.5);
                QCOMPARE(pixelAt(document.contents().layers[0], to.toPoint()), pixelAt(before.layers[0], {x, y}));
            }
        QCOMPARE(document.contents().layers[0].bounds(), transform.mapRect(QRectF(rect)).toRect());
    }

    void scalingKeepsColourAndCoversTheArea_data() {
        QTest::addColumn<QTransform>("transform");
        QTest::newRow("larger") << QTransform::fromScale(2.5, 3);
        QTest::newRow("smaller") << QTransform::fromScale(0.5, 0.5);
        QTest::newRow("much smaller") << QTransform::fromScale(0.11, 0.13);
        QTest::newRow("turned") << QTransform().rotate(33);
    }
    void scalingKeepsColourAndCoversTheArea() {
        QFETCH(QTransform, transform);
        Contents contents = oneLayer(false);
        contents.layers[0].pixels = Raster(plain({300, 200}, QColor(200, 100, 50)));
        Document document(contents);
        QVERIFY(transformLayer(document, idAt(document, 0), transform));
        const Layer& layer = document.contents().layers[0];
        const QRect rect = layer.bounds();
        double covered = 0;
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x) covered += qAlpha(pixelAt(layer, {x, y})) / 255.0;
        const double area = 300 * 200 * std::abs(transform.determinant());
        QVERIFY2(std::abs(covered - area) < 0.06 * area, qPrintable(QStringLiteral("%1 of %2").arg(covered).arg(area)));
        const QColor middle = QColor::fromRgb(pixelAt(layer, rect.center()));
        QVERIFY(std::abs(middle.red() - 200) <= 1 && std::abs(middle.green() - 100) <= 1);
        const QRectF expected = transform.mapRect(QRectF(contents.layers[0].bounds()));
        QVERIFY(expected.adjusted(-1, -1, 1, 1).contains(rect));
        QVERIFY(QRectF(rect).adjusted(-2, -2, 2, 2).contains(expected));
    }

    // Every third column is white: at an eighth of the size all is a third of white, nothing is picked.
    void shrinkingAverages() {
        Contents contents = oneLayer(false);
        QImage stripes = plain({256, 256}, Qt::black);
        for (int y = 0; y < 256; ++y)
            for (int x = 0; x < 256; x += 3) stripes.setPixel(x, y, 0xffffffffU);
        contents.layers[0].pixels = Raster(stripes);
        contents.layers[0].offset = {};
        Document document(contents);
        QVERIFY(transformLayer(document, idAt(document, 0), QTransform::fromScale(0.125, 0.125)));
        for (int i = 4; i < 28; ++i) QVERIFY(std::abs(qRed(pixelAt(document.contents().layers[0], {i, i})) - 85) < 25);
    }

    void whatWouldVanishOrExplodeIsRefused_data() {
        QTest::addColumn<QTransform>("transform");
        QTest::newRow("to nothing") << QTransform::fromScale(0, 1);
        QTest::newRow("endless") << QTransform::fromScale(1e6, 1);
        QTest::newRow("in perspective") << QTransform(1, 0, 0.01, 0, 1, 0, 0, 0, 1);
    }
    void whatWouldVanishOrExplodeIsRefused() {
        QFETCH(QTransform, transform);
        Document document(oneLayer(false));
        QVERIFY(!transformLayer(document, idAt(document, 0), transform));
        QCOMPARE(document.history().steps(), 0);
    }

    void resizingMovesEverythingTogether() {
        Contents contents = busyContents({150, 130});
        contents.selection = Mask();
        contents.selection->fill({60, 50, 20, 20}, 255);
        contents.generationBox = {60, 50, 64, 64};
        Document document(contents);
        const QRect part(37, 41, 100, 70);
        const QImage expected = composed(contents, part);
        QVERIFY(resizeCanvas(document, part));
        QCOMPARE(composed(document.contents(), document.contents().rect()), expected);
        QCOMPARE(document.contents().selection->bounds(), QRect(23, 9, 20, 20));
        QCOMPARE(document.contents().generationBox, QRect(23, 9, 64, 64));
        QVERIFY(resizeCanvas(document, QRect(-37, -41, 150, 130)));  // what lay outside is still there
        QCOMPARE(composed(document.contents(), document.contents().rect()), composed(contents, contents.rect()));
        QVERIFY(cropToGenerationBox(document));
        QCOMPARE(document.contents().size, QSize(64, 64));
        QVERIFY(!resizeCanvas(document, {0, 0, 0, 5}));
        QVERIFY(!resizeCanvas(document, {0, 0, 40'000, 5}));
        QVERIFY(!setGenerationBox(document, {}));
    }

    void aPictureIsPlacedWhereTheBoxIs() {
        Document document(QSize(200, 100));
        const QJsonObject request{{QStringLiteral("seed"), 3}};
        const LayerId exact =
            placePicture(document, noise({50, 40}, 8), {-10, 20, 50, 40}, QStringLiteral("a"), request);
        QCOMPARE(document.layer(exact)->bounds(), QRect(-10, 20, 50, 40));
        QCOMPARE(document.layer(exact)->raster()->image({0, 0, 50, 40}), noise({50, 40}, 8));
        QCOMPARE(document.layer(exact)->request, request);
        QCOMPARE(layerAt(document.contents(), 1).id, exact);
        const LayerId larger = placePicture(document, plain({50, 40}, Qt::red), {0, 0, 100, 80}, QStringLiteral("b"));
        QCOMPARE(document.layer(larger)->bounds(), QRect(0, 0, 100, 80));
        QCOMPARE(pixelAt(*document.layer(larger), {99, 79}), 0xffff0000U);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::CanvasEditsTest)
#include "canvas_edits_test.moc"
