// SPDX-License-Identifier: Apache-2.0
// Tiles as values: what is written is there and nothing else, copies share and part, and pixels go to QImage and back.
#include <QtTest>

#include "document/mask.h"
#include "document/raster.h"

namespace lemnos::studio {
namespace {

constexpr quint32 red = 0xffff0000;

std::size_t bytesOf(std::initializer_list<const Raster*> rasters) {
    TileCensus census;
    for (const Raster* raster : rasters) raster->count(census);
    return census.bytes();
}

/// Every pixel another, all of them possible as premultiplied ones.
QImage pattern(QSize size) {
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            reinterpret_cast<quint32*>(image.scanLine(y))[x] = 0xff000000U | quint32(y * 4096 + x + 1);
    return image;
}

}  // namespace

class TilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFilledRectangleIsThereToThePixel_data() {
        QTest::addColumn<QRect>("rect");
        QTest::newRow("one pixel") << QRect(0, 0, 1, 1);
        QTest::newRow("one tile") << QRect(0, 0, 64, 64);
        QTest::newRow("one less") << QRect(0, 0, 63, 63);
        QTest::newRow("one more") << QRect(0, 0, 65, 65);
        QTest::newRow("over a corner") << QRect(63, 63, 2, 2);
        QTest::newRow("left and above the origin") << QRect(-1, -1, 1, 1);
        QTest::newRow("around the origin") << QRect(-70, -3, 137, 7);
        QTest::newRow("far out") << QRect(-100'003, 200'001, 5, 131);
    }
    void aFilledRectangleIsThereToThePixel() {
        QFETCH(QRect, rect);
        Raster raster;
        raster.fill(rect, red);
        QCOMPARE(raster.bounds(), rect);
        QVERIFY(raster.tileBounds().contains(rect));
        const QRect around = rect.adjusted(-2, -2, 2, 2);
        for (int y = around.top(); y <= around.bottom(); ++y)
            for (int x = around.left(); x <= around.right(); ++x)
                QCOMPARE(raster.at(x, y), rect.contains(x, y) ? red : 0U);
        raster.fill(rect, 0);
        QVERIFY(raster.bounds().isEmpty());
        raster.dropBlankTiles(rect);
        QVERIFY(raster.isEmpty());
    }

    void aCopySharesUntilOneWrites() {
        Raster one;
        one.fill({0, 0, 128, 64}, red);
        const std::size_t alone = bytesOf({&one});
        QVERIFY(alone >= 2 * 64 * 64 * 4);
        Raster other = one;
        QVERIFY(other.isSharedWith(one));
        QCOMPARE(bytesOf({&one, &other}), alone);
        QVERIFY(other.differenceBounds(one).isEmpty());

        other.writableTile({0, 0})[5] = 7;
        QCOMPARE(one.at(5, 0), red);
        QCOMPARE(other.at(5, 0), 7U);
        QVERIFY(!other.sharesTile({0, 0}, one));
        QVERIFY(other.sharesTile({1, 0}, one));
        QCOMPARE(bytesOf({&one, &other}), alone * 3 / 2);
        QCOMPARE(other.differenceBounds(one), QRect(0, 0, 64, 64));
        one.removeTile({1, 0});
        QCOMPARE(one.differenceBounds(other), QRect(0, 0, 128, 64));
        QCOMPARE(other.differenceBounds(one), QRect(0, 0, 128, 64));
    }

    void writingAlonePartsWithNobody() {
        Raster raster;
        const quint32* const tile = raster.writableTile({0, 0});
        QCOMPARE(static_cast<const quint32*>(raster.writableTile({0, 0})), tile);
        const Raster copy = raster;
        QVERIFY(raster.writableTile({0, 0}) != tile);
        QCOMPARE(copy.tile({0, 0}), tile);
    }

    void picturesComeBackAsTheyWent_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>("position");
        for (const QSize size : {QSize(1, 1), QSize(64, 64), QSize(63, 65), QSize(131, 7)})
            for (const QPoint position : {QPoint(0, 0), QPoint(-33, 61), QPoint(64, -128)})
                QTest::addRow("%dx%d at %d,%d", size.width(), size.height(), position.x(), position.y())
                    << size << position;
    }
    void picturesComeBackAsTheyWent() {
        QFETCH(QSize, size);
        QFETCH(QPoint, position);
        const QImage image = pattern(size);
        const Raster raster(image, position);
        QCOMPARE(raster.bounds(), QRect(position, size));
        QCOMPARE(raster.image(), image);
        // A rectangle that reaches out on two sides: transparent there.
        const QRect wider = QRect(position, size).adjusted(-5, 0, 0, 9);
        const QImage framed = raster.image(wider);
        QCOMPARE(framed.size(), wider.size());
        QCOMPARE(framed.copy(QRect(QPoint(5, 0), size)), image);
        QCOMPARE(framed.pixel(4, 0), 0U);
        QCOMPARE(framed.pixel(5, size.height()), 0U);
    }

    void writingReplacesAndTransparentGivesTilesBack() {
        Raster raster(pattern({64, 64}));
        QImage clear(64, 64, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        raster.write(clear, {});
        QVERIFY(raster.isEmpty());
    }

    void unpremultipliedPicturesArePremultiplied() {
        QImage image(1, 1, QImage::Format_ARGB32);
        image.setPixel(0, 0, qRgba(255, 128, 0, 128));
        QCOMPARE(Raster(image).at(0, 0), qPremultiply(qRgba(255, 128, 0, 128)));
    }

    void aMaskTakesBrightnessOrAlpha() {
        QImage grey(3, 1, QImage::Format_RGB32);
        for (int x = 0; x < 3; ++x) grey.setPixel(x, 0, qRgb(x * 100, x * 100, x * 100));
        const Mask bright(grey, {-1, -1});
        QCOMPARE(int(bright.at(0, -1)), 100);
        QCOMPARE(int(bright.at(1, -1)), 200);
        QCOMPARE(bright.bounds(), QRect(0, -1, 2, 1));
        QCOMPARE(bright.image().format(), QImage::Format_Grayscale8);
        QImage alpha(2, 1, QImage::Format_Alpha8);
        alpha.scanLine(0)[0] = 7;
        alpha.scanLine(0)[1] = 255;
        QCOMPARE(int(Mask(alpha).at(0, 0)), 7);
        QCOMPARE(int(Mask(alpha).at(1, 0)), 255);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::TilesTest)
#include "tiles_test.moc"
