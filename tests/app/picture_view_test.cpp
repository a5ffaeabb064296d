// SPDX-License-Identifier: Apache-2.0
// Where the picture lies: the arithmetic on its own, then with a real wheel and a real drag.
#include <QWheelEvent>

#include "app/studio_fixture.h"
#include "canvas/picture_view.h"

namespace lemnos::studio {
namespace {

bool isNear(QPointF a, QPointF b, double tolerance = 1e-9) {
    return std::abs(a.x() - b.x()) < tolerance && std::abs(a.y() - b.y()) < tolerance;
}

void turnWheel(QWidget* widget, QPointF at, int notches) {
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

}  // namespace

class PictureViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void fitShowsAllOfThePictureInTheMiddle() {
        ViewTransform transform;
        transform.setView({800, 600});
        transform.setPicture({1024, 512});
        const QRectF place = transform.pictureRect();
        QVERIFY(QRectF(0, 0, 800, 600).contains(place));
        QVERIFY(isNear(place.center(), {400, 300}));
        QCOMPARE(place.width() / place.height(), 2.0);
        transform.setView({400, 600});  // stays fitted
        QVERIFY(QRectF(0, 0, 400, 600).contains(transform.pictureRect()));
    }

    void zoomKeepsThePointUnderTheCursor() {
        ViewTransform transform;
        transform.setView({800, 600});
        transform.setPicture({512, 512});
        for (const double scale : {2.0, 7.5, 0.9, 30.0}) {
            const QPointF cursor(430, 280);
            const QPointF point = transform.toPicture(cursor);
            transform.zoomTo(scale, cursor);
            QCOMPARE(transform.scale(), scale);
            QVERIFY(isNear(transform.toPicture(cursor), point));
        }
    }

    void theScaleHasBounds() {
        ViewTransform transform;
        transform.setView({800, 600});
        transform.setPicture({512, 512});
        transform.zoomTo(1e9, {400, 300});
        QCOMPARE(transform.scale(), ViewTransform::largestScale);
        transform.zoomTo(1e-9, {400, 300});
        QCOMPARE(transform.scale(), ViewTransform::smallestScale);
    }

    void aPictureCannotBeLost() {
        ViewTransform transform;
        transform.setView({800, 600});
        transform.setPicture({512, 512});
        transform.pan({1e6, -1e6});
        QVERIFY(QRectF(0, 0, 800, 600).intersects(transform.pictureRect()));
    }

    void wheelAndDragMoveTheView() {
        Studio studio;
        studio.typePrompt("a picture");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        auto* const canvas = studio.window->findChild<PictureView*>();
        QVERIFY(canvas->isVisible());
        const QPoint cursor = canvas->rect().center() + QPoint(40, -25);
        const QPointF under = canvas->transform().toPicture(cursor);
        const double before = canvas->transform().scale();
        turnWheel(canvas, cursor, 3);
        QVERIFY(canvas->transform().scale() > before * 1.5);
        QVERIFY(isNear(canvas->transform().toPicture(cursor), under, 1e-6));

        const QPointF corner = canvas->transform().toView({0, 0});
        QTest::mousePress(canvas, Qt::LeftButton, {}, cursor);
        QTest::mouseMove(canvas, cursor + QPoint(30, 20));
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, cursor + QPoint(30, 20));
        QVERIFY(isNear(canvas->transform().toView({0, 0}), corner + QPointF(30, 20), 1e-6));

        studio.press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(canvas->scale(), 1.0);
        studio.press(Qt::Key_0, Qt::ControlModifier);
        QVERIFY(canvas->transform().isFitted());
        QCOMPARE(canvas->transform().scale(), before);
    }

    void thePictureIsPainted() {
        Studio studio;
        studio.model->request().restore(
            [] {
                Request request;
                request.prompt = "a colour";
                request.seed = 0x1020;  // FakeRenderer: red 0x20, green 0x10
                return request;
            }(),
            RestorePart::everything);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        auto* const canvas = studio.window->findChild<PictureView*>();
        const QImage shot = canvas->grab().toImage();
        const QColor centre = shot.pixelColor(canvas->rect().center());
        QCOMPARE(centre, QColor(0x20, 0x10, 40));
        QVERIFY(shot.pixelColor(2, 2) != centre);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::PictureViewTest)
#include "picture_view_test.moc"
