// SPDX-License-Identifier: Apache-2.0
// The composed picture: pixel by pixel against blending by hand, the cache against a fresh look after every kind of
// change, halved levels against averages.
#include <QtTest>

#include "document/canvas_edits.h"
#include "document/pictures.h"
#include "document/pixel_edits.h"

namespace lemnos::studio {
namespace {

/// What a pixel should be, the slow way.
quint32 pixelAt(const Contents& contents, QPoint at) {
    quint32 pixel = 0;
    if (!contents.rect().contains(at)) return pixel;
    for (const Layer& layer : contents.layers) {
        const QPoint own = at - layer.offset;
        if (!layer.isVisible || layer.isMask()) continue;
        const quint32 source = layer.raster()->at(own.x(), own.y());
        blend(layer.blend, &pixel, &source, 1, layer.opacity);
    }
    return pixel;
}

int differentPixels(const QImage& image, const Contents& contents, QPoint corner) {
    int different = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const quint32 got = reinterpret_cast<const quint32*>(image.constScanLine(y))[x];
            different += got != pixelAt(contents, corner + QPoint(x, y));
        }
    return different;
}

}  // namespace

class CompositorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPixelIsTheLayersBlended_data() {
        QTest::addColumn<QRect>("rect");
        QTest::newRow("the whole") << QRect(0, 0, 150, 130);
        QTest::newRow("a pixel") << QRect(77, 64, 1, 1);
        QTest::newRow("over the edge") << QRect(-20, -3, 100, 300);
        QTest::newRow("outside") << QRect(400, 400, 10, 10);
    }
    void everyPixelIsTheLayersBlended() {
        QFETCH(QRect, rect);
        const Document document(busyContents({150, 130}));
        Compositor compositor(document);
        const QImage image = compositor.image(rect);
        QCOMPARE(image.size(), rect.size());
        QCOMPARE(differentPixels(image, document.contents(), rect.topLeft()), 0);
        QCOMPARE(composed(document.contents(), rect), image);
    }

    void theCacheFollowsEveryChange_data() {
        QTest::addColumn<Edit>("edit");
        const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << edit; };
        row("opacity", [](Document& d) { return setLayerOpacity(d, idAt(d, 1), 20); });
        row("hide", [](Document& d) { return setLayerVisible(d, idAt(d, 3), false); });
        row("mode", [](Document& d) { return setLayerBlendMode(d, idAt(d, 2), BlendMode::luminosity); });
        row("order", [](Document& d) { return moveLayer(d, idAt(d, 3), 1); });
        row("remove", [](Document& d) { return removeLayer(d, idAt(d, 2)); });
        row("move", [](Document& d) { return moveLayerBy(d, idAt(d, 2), {-31, 40}); });
        row("turn", [](Document& d) { return transformLayer(d, idAt(d, 2), QTransform().rotate(90)); });
        row("fill", [](Document& d) { return fillLayer(d, idAt(d, 2), QColor(1, 2, 3, 100)); });
        row("clear", [](Document& d) { return clearLayer(d, idAt(d, 0)); });
        row("larger", [](Document& d) { return resizeCanvas(d, {-40, -30, 300, 250}); });
        row("smaller", [](Document& d) { return resizeCanvas(d, {40, 30, 50, 20}); });
        row("smaller, then larger", [](Document& d) {
            const Status first = resizeCanvas(d, {0, 0, 90, 70});
            return first ? resizeCanvas(d, {0, 0, 200, 200}) : first;
        });
        row("undo", [](Document& d) {
            const Status filled = fillLayer(d, idAt(d, 2), Qt::red);
            d.history().undo();
            return filled;
        });
    }
    void theCacheFollowsEveryChange() {
        QFETCH(Edit, edit);
        Document document(busyContents({150, 130}));
        Compositor compositor(document);
        for (int level = 0; level < Compositor::levels; ++level)
            (void)compositor.image(Compositor::toLevel(document.contents().rect(), level), level);
        QVERIFY(edit(document));
        Compositor fresh(document);
        for (int level = 0; level < Compositor::levels; ++level) {
            const QRect rect = Compositor::toLevel(document.contents().rect().adjusted(-9, -9, 200, 200), level);
            QCOMPARE(compositor.image(rect, level), fresh.image(rect, level));
        }
        QCOMPARE(differentPixels(compositor.image(), document.contents(), {}), 0);
    }

    void levelsAreAverages() {
        const Document document(busyContents({300, 200}));
        Compositor compositor(document);
        QImage finer = compositor.image({0, 0, 512, 512});
        for (int level = 1; level <= 3; ++level) {
            const QImage image = compositor.image({0, 0, 512 >> level, 512 >> level}, level);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    for (int shift = 0; shift < 32; shift += 8) {
                        int sum = 2;
                        for (int i = 0; i < 4; ++i)
                            sum += int(
                                reinterpret_cast<const quint32*>(finer.constScanLine(2 * y + i / 2))[2 * x + i % 2] >>
                                    shift &
                                255U);
                        const quint32 got = reinterpret_cast<const quint32*>(image.constScanLine(y))[x];
                        QCOMPARE(int(got >> shift & 255U), sum / 4);
                    }
            finer = image;
        }
    }

    void theLevelKeepsWhatIsDrawnBetweenHalfAndWhole_data() {
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("level");
        QTest::newRow("twice") << 2.0 << 0;
        QTest::newRow("its size") << 1.0 << 0;
        QTest::newRow("nearly") << 0.99 << 0;
        QTest::newRow("above half") << 0.51 << 0;
        QTest::newRow("half") << 0.5 << 1;
        QTest::newRow("a third") << 0.333 << 1;
        QTest::newRow("a quarter") << 0.25 << 2;
        QTest::newRow("tiny") << 0.0001 << Compositor::levels - 1;
    }
    void theLevelKeepsWhatIsDrawnBetweenHalfAndWhole() {
        QFETCH(double, scale);
        QTEST(Compositor::levelFor(scale), "level");
    }

    void newsIsWhatIsSeen() {
        Document document(busyContents({150, 130}));
        const LayerId mask = addLayer(document, LayerKind::mask);
        Compositor picture(document);
        Compositor view(document, MaskLayers::tinted);
        QList<QRect> pictureNews;
        QList<QRect> viewNews;
        connect(&picture, &Compositor::changed, this, [&](const QRect& dirty) { pictureNews.append(dirty); });
        connect(&view, &Compositor::changed, this, [&](const QRect& dirty) { viewNews.append(dirty); });
        const QImage before = view.image();
        QVERIFY(fillLayer(document, mask, Qt::white));
        QVERIFY(pictureNews.isEmpty());
        QCOMPARE(viewNews, QList<QRect>{document.contents().rect()});
        QVERIFY(view.image() != before);
        QCOMPARE(picture.image(), before);
        QVERIFY(moveLayerBy(document, idAt(document, 1), {1000, 1000}));
        QVERIFY(document.contents().rect().contains(pictureNews.value(0)));
    }

    void mergingChangesNoPixelOfNormalLayers() {
        Contents contents = busyContents({150, 130});
        for (Layer& layer : contents.layers) layer.blend = BlendMode::normal;
        Document document(contents);
        const QImage before = Compositor(document).image();
        QVERIFY(mergeLayerDown(document, idAt(document, 1)));
        const QImage merged = Compositor(document).image();
        int worst = 0;
        for (int y = 0; y < before.height(); ++y)
            for (int x = 0; x < before.width() * 4; ++x)
                worst = std::max(worst, std::abs(int(before.constScanLine(y)[x]) - int(merged.constScanLine(y)[x])));
        QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));  // one rounding more
        QVERIFY(flattenLayers(document));
        QCOMPARE(Compositor(document).image(), merged);
        QCOMPARE(document.contents().layers.size(), std::size_t{1});
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::CompositorTest)
#include "compositor_test.moc"
