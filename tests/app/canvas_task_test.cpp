// SPDX-License-Identifier: Apache-2.0
// What Generate does with a part of the document: which action, which picture and mask the run is given, which layer
// comes of it, and at what size and strength it runs.
#include <QtTest>

#include "document/mask_shapes.h"
#include "document/pictures.h"
#include "studio/canvas_task.h"

Q_DECLARE_METATYPE(lemnos::studio::CanvasAction)
Q_DECLARE_METATYPE(lemnos::studio::CanvasIntent)
Q_DECLARE_METATYPE(lemnos::studio::Contents)

namespace lemnos::studio {
namespace {

const QRect box(40, 20, 64, 64);

/// A document of 128 x 96 whose layer covers `covered`.
Contents documentWith(const QRect& covered, const QRect& selected = {}) {
    Document document(QSize(128, 96));
    Contents contents = document.contents();
    if (!covered.isEmpty()) contents.layers[0].raster()->fill(covered, 0xff336699U);
    if (!selected.isEmpty()) contents.selection = rectangleMask(selected, contents.rect());
    return contents;
}

Contents withMaskLayer(Contents contents, const QRect& painted, bool isVisible) {
    Layer layer{.id = contents.takeId(), .name = QStringLiteral("mask"), .pixels = Mask(), .isVisible = isVisible};
    layer.mask()->fill(painted, 255);
    contents.layers.push_back(layer);
    return contents;
}

const QRect all(0, 0, 128, 96);

}  // namespace

class CanvasTaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStateSaysWhatWillHappen_data() {
        QTest::addColumn<Contents>("contents");
        QTest::addColumn<double>("strength");
        QTest::addColumn<CanvasIntent>("intent");
        QTest::addColumn<CanvasAction>("action");
        const auto row = [](const char* name, const Contents& contents, double strength, CanvasAction action,
                            CanvasIntent intent = CanvasIntent::automatic) {
            QTest::newRow(name) << contents << strength << intent << action;
        };
        using enum CanvasAction;
        row("nothing there", documentWith({}), 1, generate);
        row("nothing there, weak", documentWith({}), 0.5, generate);
        row("nothing there, selected", documentWith({}, {50, 30, 20, 20}), 1, generate);
        row("all there", documentWith(all), 1, generate);
        row("all there, weak", documentWith(all), 0.6, refine);
        row("selected", documentWith(all, {50, 30, 20, 20}), 1, fill);
        row("selected, weak", documentWith(all, {50, 30, 20, 20}), 0.6, refineSelection);
        row("selected elsewhere", documentWith(all, {0, 0, 20, 20}), 1, generate);
        row("half there", documentWith({0, 0, 70, 96}), 1, expand);
        row("half there, weak", documentWith({0, 0, 70, 96}), 0.6, expand);
        row("a pixel missing", documentWith(all.adjusted(0, 0, 0, -13)), 1, expand);
        row("only outside the box", documentWith({0, 0, 30, 96}), 1, generate);
        row("add", documentWith(all, {50, 30, 20, 20}), 1, addContent, CanvasIntent::addContent);
        row("add, nothing selected", documentWith(all), 1, generate, CanvasIntent::addContent);
        row("remove", documentWith(all, {50, 30, 20, 20}), 0.5, removeContent, CanvasIntent::removeContent);
        row("background", documentWith(all, {50, 30, 20, 20}), 1, replaceBackground, CanvasIntent::replaceBackground);
        row("mask layer", withMaskLayer(documentWith(all), {60, 40, 9, 9}, true), 1, fill);
        row("hidden mask layer", withMaskLayer(documentWith(all), {60, 40, 9, 9}, false), 1, generate);
        Contents faint = documentWith(all);
        faint.layers[0].opacity = 200;
        row("seen through", faint, 1, expand);
        Contents covered = faint;
        covered.layers.push_back(documentWith(all).layers[0]);
        covered.layers[1].id = covered.takeId();
        row("seen through, over all of it", covered, 1, generate);
        Contents hidden = documentWith(all);
        hidden.layers[0].isVisible = false;
        row("hidden", hidden, 0.5, generate);
    }
    void theStateSaysWhatWillHappen() {
        QFETCH(Contents, contents);
        QFETCH(double, strength);
        QFETCH(CanvasIntent, intent);
        QTEST(actionFor(contentOf(contents, box), strength, intent), "action");
    }

    // Of a selection of 20 x 20 in a box of 64 x 64: how many pixels are painted anew.
    void theMaskHoldsWhatIsPaintedAnew_data() {
        QTest::addColumn<CanvasAction>("action");
        QTest::addColumn<QRect>("covered");
        QTest::addColumn<int>("masked");
        const auto row = [](const char* name, CanvasAction action, int masked, const QRect& covered = all) {
            QTest::newRow(name) << action << covered << masked;
        };
        using enum CanvasAction;
        row("fill", fill, 400);
        row("refine selection", refineSelection, 400);
        row("add", addContent, 400);
        row("remove", removeContent, 400);
        row("background", replaceBackground, 64 * 64 - 400);
        row("expand", expand, 400 + 34 * 64, {0, 0, 70, 96});  // the selection lies where there is a picture
        row("expand past the border", expand, 400 + 34 * 64, {0, 0, 70, 200});
    }
    void theMaskHoldsWhatIsPaintedAnew() {
        QFETCH(CanvasAction, action);
        QFETCH(QRect, covered);
        const Contents contents = documentWith(covered, {45, 30, 20, 20});
        const CanvasInput input = inputOf({.contents = contents, .box = box, .action = action});
        QCOMPARE(input.picture.size(), box.size());
        QCOMPARE(input.mask.size(), box.size());
        int masked = 0;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x) {
                const int value = input.mask.constScanLine(y)[x];
                QVERIFY(value == 0 || value == 255);
                masked += value == 255;
                const bool isSelected = QRect(45, 30, 20, 20).contains(QPoint(x, y) + box.topLeft());
                if (isSelected) QCOMPARE(value == 255, action != CanvasAction::replaceBackground);
            }
        QTEST(masked, "masked");
        QCOMPARE(input.picture.pixelColor(2, 2), QColor(0x33, 0x66, 0x99));
    }

    // A soft edge of what is there would show the paper through it.
    void whatIsHalfThereIsAGap() {
        Contents contents = documentWith(all);
        contents.layers[0].raster()->fill({60, 40, 10, 10}, 0xc0264d73U);
        const CanvasInput input = inputOf({.contents = contents, .box = box, .action = CanvasAction::expand});
        QCOMPARE(int(input.mask.constScanLine(25)[25]), 255);
        QCOMPARE(int(input.mask.constScanLine(5)[5]), 0);
    }

    void withoutAMaskEverythingIsPainted() {
        const Contents contents = documentWith(all, {45, 30, 20, 20});
        const CanvasInput fresh = inputOf({.contents = contents, .box = box, .action = CanvasAction::generate});
        QVERIFY(fresh.picture.isNull() && fresh.mask.isNull());
        const CanvasInput refined = inputOf({.contents = contents, .box = box, .action = CanvasAction::refine});
        QCOMPARE(refined.picture.size(), box.size());
        QVERIFY(refined.mask.isNull());
    }

    void whatIsSeenThroughLiesOnWhite() {
        Contents contents = documentWith(all);
        contents.layers[0].raster()->fill(all, 0x80000000U);
        const CanvasInput input = inputOf({.contents = contents, .box = box, .action = CanvasAction::refine});
        QCOMPARE(input.picture.pixelColor(5, 5), QColor(127, 127, 127));
    }

    void theLayerIsTransparentWhereNothingChanged() {
        const QImage before = noise({64, 64}, 3).convertToFormat(QImage::Format_RGB888);
        QImage mask(64, 64, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int x = 10; x < 20; ++x) mask.scanLine(5)[x] = 255;
        QImage result = before;
        result.setPixelColor(40, 40, QColor(1, 2, 3));  // the feather reaches past the mask
        for (int x = 12; x < 20; ++x) result.setPixelColor(x, 5, QColor(9, 9, 9));
        const QImage layer = layerOf(result, {.picture = before, .mask = mask}, {64, 64});
        int opaque = 0;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x) {
                const bool isPainted = (x == 40 && y == 40) || (y == 5 && x >= 10 && x < 20);
                QCOMPARE(qAlpha(layer.pixel(x, y)), isPainted ? 255 : 0);
                if (isPainted) QCOMPARE(layer.pixelColor(x, y), result.pixelColor(x, y));
                opaque += isPainted;
            }
        QCOMPARE(opaque, 11);
        const QImage larger = layerOf(plain({32, 48}, Qt::red), {}, {64, 96});
        QCOMPARE(larger.size(), QSize(64, 96));
        QCOMPARE(larger.pixelColor(63, 95), QColor(Qt::red));
    }

    void theRequestFollowsTheAction_data() {
        QTest::addColumn<CanvasAction>("action");
        QTest::addColumn<double>("strength");
        QTest::addColumn<QString>("fill");
        QTest::addColumn<QString>("area");
        QTest::addColumn<QString>("prompt");
        using enum CanvasAction;
        QTest::newRow("refine") << refine << 0.5 << "original" << "crop" << "a cat";
        QTest::newRow("refine selection") << refineSelection << 0.5 << "original" << "crop" << "a cat";
        QTest::newRow("fill") << fill << 1.0 << "blur" << "crop" << "a cat";
        QTest::newRow("add") << addContent << 1.0 << "neutral" << "crop" << "a cat";
        QTest::newRow("remove") << removeContent << 1.0 << "blur" << "crop" << "";
        QTest::newRow("background") << replaceBackground << 1.0 << "neutral" << "whole" << "a cat";
        QTest::newRow("expand") << expand << 1.0 << "blur" << "whole" << "a cat";
    }
    void theRequestFollowsTheAction() {
        QFETCH(CanvasAction, action);
        Request request;
        request.prompt = "a cat";
        prepareRequest(request, {.contents = {}, .box = box, .action = action}, 0.5);
        QTEST(request.strength, "strength");
        QTEST(QString::fromLatin1(name_of(request.mask_fill)), "fill");
        QTEST(QString::fromLatin1(name_of(request.mask_area)), "area");
        QTEST(QString::fromStdString(request.prompt), "prompt");
    }

    void whatIsChosenByHandStands() {
        const CanvasTask task{.contents = {}, .box = box, .action = CanvasAction::fill};
        Request open, chosen;
        prepareRequest(open, task, 1);
        QVERIFY(open.mask_grow < 0 && open.mask_feather < 0 && open.mask_padding < 0);
        QCOMPARE(open.color_match, ColorMatch::on);
        prepareRequest(chosen, task, 1,
                       {.grow = 3,
                        .feather = 0,
                        .padding = 40,
                        .fill = MaskFill::noise,
                        .area = MaskArea::whole,
                        .colors = ColorMatch::off});
        QCOMPARE(chosen.mask_grow, 3);
        QCOMPARE(chosen.mask_feather, 0);
        QCOMPARE(chosen.mask_padding, 40);
        QCOMPARE(chosen.mask_fill, MaskFill::noise);
        QCOMPARE(chosen.mask_area, MaskArea::whole);
        QCOMPARE(chosen.color_match, ColorMatch::off);
    }

    void aBoxIsPaintedAtTheModelsOwnSize_data() {
        QTest::addColumn<QSize>("box");
        QTest::addColumn<QSize>("usual");
        QTest::addColumn<QSize>("run");
        QTest::newRow("its own") << QSize(512, 512) << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("near it") << QSize(448, 576) << QSize(512, 512) << QSize(448, 576);
        QTest::newRow("small") << QSize(128, 128) << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("large") << QSize(2048, 1024) << QSize(512, 512) << QSize(728, 360);
        QTest::newRow("odd") << QSize(509, 511) << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("long") << QSize(4000, 100) << QSize(512, 512) << QSize(2048, 80);
    }
    void aBoxIsPaintedAtTheModelsOwnSize() {
        QFETCH(QSize, box);
        QFETCH(QSize, usual);
        QTEST(runSizeFor(box, usual), "run");
    }

    void strengthMovesInWholeSteps() {
        for (const int steps : {1, 4, 20, 30, 57})
            for (int percent = 5; percent <= 100; ++percent) {
                const int all = stepsAt(percent / 100.0, steps);
                const double snapped = snappedStrength(percent / 100.0, steps);
                QVERIFY(all >= steps);
                QCOMPARE(int(steps / snapped), all);  // as the engine counts them
                QCOMPARE(snappedStrength(snapped, steps), snapped);
            }
        QCOMPARE(snappedStrength(1, 20), 1.0);
        QCOMPARE(stepsAt(0.5, 20), 40);
    }
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::CanvasTaskTest)
#include "canvas_task_test.moc"
