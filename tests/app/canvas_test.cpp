// SPDX-License-Identifier: Apache-2.0
// The canvas as a user meets it: real mouse and keys on the real window, from a picture to an accepted layer and back.
#include <QAbstractItemModelTester>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QToolButton>

#include "app/canvas_studio.h"
#include "document/layer_edits.h"
#include "document/selection_edits.h"
#include "item_models/layer_model.h"

namespace lemnos::studio {
class CanvasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void aPictureBecomesADocument() {
        Studio studio;
        studio.typePrompt("a picture");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        studio.press(Qt::Key_E, Qt::ControlModifier);
        Workspace& workspace = studio.model->workspace();
        QCOMPARE(workspace.page(), Workspace::Page::canvas);
        QVERIFY(studio.find("canvas")->isVisible());
        const Contents& contents = workspace.document().contents();
        QCOMPARE(contents.size, QSize(64, 64));
        QCOMPARE(composed(contents, contents.rect()).convertToFormat(QImage::Format_RGB888),
                 studio.model->viewer().image().convertToFormat(QImage::Format_RGB888));
        QVERIFY(!workspace.isModified());
        studio.press(Qt::Key_F6);
        QVERIFY(studio.find("picture")->isVisible());
    }

    void toolsAnswerTheMouse_data() {
        QTest::addColumn<int>("tool");
        QTest::addColumn<QPointF>("from");
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<QPoint>("changed");    // a pixel that must change
        QTest::addColumn<QPoint>("untouched");  // and one that must not
        const auto row = [](const char* name, Qt::Key key, QPointF from, QPointF to, QPoint changed, QPoint untouched) {
            QTest::newRow(name) << int(key) << from << to << changed << untouched;
        };
        row("brush", Qt::Key_B, {50, 50}, {150, 50}, {100, 50}, {100, 100});
        row("eraser", Qt::Key_E, {50, 50}, {150, 50}, {100, 50}, {100, 100});
        row("fill", Qt::Key_G, {50, 50}, {50, 50}, {200, 200}, {-1, -1});
        row("move", Qt::Key_V, {100, 100}, {140, 130}, {10, 10}, {200, 200});
    }
    void toolsAnswerTheMouse() {
        QFETCH(int, tool);
        QFETCH(QPointF, from);
        QFETCH(QPointF, to);
        QFETCH(QPoint, changed);
        QFETCH(QPoint, untouched);
        CanvasStudio studio;
        studio.paintAll(Qt::white);
        studio.workspace().tools().change([](ToolSettings& s) { s.foreground = Qt::red; });
        const QImage before = studio.picture();
        studio.key(Qt::Key(tool));
        studio.drag(from, to);
        const QImage after = studio.picture();
        QVERIFY(after.pixel(changed) != before.pixel(changed));
        if (untouched.x() >= 0) QCOMPARE(after.pixel(untouched), before.pixel(untouched));
        studio.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(studio.picture(), before);
        studio.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(studio.picture(), after);
    }

    void selectionsAreDrawnAndJoined_data() {
        QTest::addColumn<int>("tool");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QPoint>("selected");
        QTest::addColumn<QPoint>("outside");
        // On top of a selection of the left third.
        const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifiers held, QPoint selected,
                            QPoint outside) { QTest::newRow(name) << int(key) << held << selected << outside; };
        row("rectangle", Qt::Key_U, Qt::NoModifier, {201, 101}, {50, 50});
        row("added", Qt::Key_U, Qt::ShiftModifier, {50, 50}, {250, 50});
        row("taken away", Qt::Key_U, Qt::AltModifier, {50, 50}, {98, 110});
        row("shared", Qt::Key_U, Qt::ShiftModifier | Qt::AltModifier, {98, 110}, {50, 50});
        row("lasso without area", Qt::Key_L, Qt::ShiftModifier, {50, 50}, {250, 50});
        row("painted", Qt::Key_S, Qt::NoModifier, {150, 130}, {250, 50});
        row("unpainted", Qt::Key_S, Qt::AltModifier, {50, 50}, {95, 102});
    }
    void selectionsAreDrawnAndJoined() {
        QFETCH(int, tool);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QPoint, selected);
        QFETCH(QPoint, outside);
        CanvasStudio studio;
        studio.key(Qt::Key_U);
        studio.drag({0, 0}, {106, 240});
        QCOMPARE(studio.contents().selection->bounds(), QRect(0, 0, 106, 240));
        studio.key(Qt::Key(tool));
        studio.drag({90, 100}, {210, 160}, modifiers);
        const Mask& selection = *studio.contents().selection;
        QCOMPARE(int(selection.at(selected.x(), selected.y())), 255);
        QCOMPARE(int(selection.at(outside.x(), outside.y())), 0);
    }

    void aClickSelectsNothing() {
        CanvasStudio studio;
        selectAll(studio.workspace().document());
        studio.key(Qt::Key_U);
        studio.drag({10, 10}, {10, 10});
        QVERIFY(!studio.contents().selection);
    }

    void escapeTakesADragBack() {
        CanvasStudio studio;
        studio.paintAll(Qt::white);
        const QImage before = studio.picture();
        studio.key(Qt::Key_D);
        studio.key(Qt::Key_B);
        studio.pointer(QEvent::MouseButtonPress, {50, 50});
        QVERIFY(studio.picture() != before);
        studio.press(Qt::Key_Escape);
        QCOMPARE(studio.picture(), before);
        studio.pointer(QEvent::MouseButtonRelease, {150, 50});
        QCOMPARE(studio.picture(), before);
    }

    void aLockedLayerSaysSo() {
        CanvasStudio studio;
        QVERIFY(setLayerLocked(studio.workspace().document(), studio.workspace().activeLayer(), true));
        studio.key(Qt::Key_B);
        studio.drag({10, 10}, {50, 50});
        QVERIFY(studio.model->notices().notice());
        QVERIFY(studio.model->notices().notice()->text.contains(QLatin1StringView("locked")));
        QVERIFY(!studio.contents().layers[0].raster()->tileCount());
    }

    void thePipetteTakesAColour() {
        CanvasStudio studio;
        studio.paintAll(QColor(12, 34, 56));
        studio.press(Qt::Key_D);
        studio.key(Qt::Key_D);
        QCOMPARE(studio.workspace().tools().settings().foreground, QColor(Qt::black));
        studio.key(Qt::Key_I);
        studio.drag({30, 30}, {30, 30});
        QCOMPARE(studio.workspace().tools().settings().foreground, QColor(12, 34, 56));
        studio.key(Qt::Key_X);
        QCOMPARE(studio.workspace().tools().settings().background, QColor(12, 34, 56));
    }

    void theBoxSnapsAndIsUndoneAtOnce() {
        CanvasStudio studio;
        studio.workspace().document().edit(QStringLiteral("box"), [&] {
            Contents contents = studio.contents();
            contents.generationBox = {0, 0, 128, 128};
            return contents;
        }());
        studio.key(Qt::Key_C);
        studio.drag({64, 64}, {64 + 70, 64 + 3});
        QCOMPARE(studio.contents().generationBox, QRect(64, 0, 128, 128));
        studio.drag({192, 128}, {192 + 55, 128 + 60});  // the corner
        QCOMPARE(studio.contents().generationBox, QRect(64, 0, 192, 192));
        studio.drag({160, 96}, {160 + 62, 96 + 50});  // to the document's edges, which are no multiple of the grid
        QCOMPARE(studio.contents().generationBox.bottomRight(), QPoint(319, 239));
        studio.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(studio.contents().generationBox, QRect(64, 0, 192, 192));
    }

    void theMiddleButtonPansAndTheViewTurns() {
        CanvasStudio studio;
        const QPointF before = studio.view().transform().toView({0, 0});
        QTest::mousePress(&studio.view(), Qt::MiddleButton, {}, {100, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(130, 90), studio.view().mapToGlobal(QPointF(130, 90)), Qt::NoButton,
                         Qt::MiddleButton, Qt::NoModifier);
        QApplication::sendEvent(&studio.view(), &move);
        QTest::mouseRelease(&studio.view(), Qt::MiddleButton, {}, {130, 90});
        QCOMPARE(studio.view().transform().toView({0, 0}), before + QPointF(30, -10));
        studio.press(Qt::Key_BracketRight, Qt::ControlModifier);
        QCOMPARE(studio.view().transform().angle(), 15.0);
        const QPointF point(77, 33);
        QVERIFY(
            (studio.view().transform().toPicture(studio.view().transform().toView(point)) - point).manhattanLength() <
            1e-9);
        studio.paintAll(Qt::white);
        studio.workspace().tools().change([](ToolSettings& s) { s.foreground = Qt::red; });
        studio.key(Qt::Key_B);
        studio.drag({100, 100}, {200, 100});  // in a turned view, too, the stroke is where the pointer was
        QCOMPARE(studio.picture().pixelColor(150, 100), QColor(Qt::red));
    }

    void theSelectionIsFilledAndAccepted() {
        CanvasStudio studio;
        studio.paintAll(QColor(10, 200, 30));
        const QImage before = studio.picture();
        studio.key(Qt::Key_U);
        studio.drag({100, 100}, {160, 140});
        QVERIFY(studio.waitForButton("Fill"));
        studio.generate("something");
        QVERIFY(studio.waitForStaged(1));
        QCOMPARE(studio.contents().layers.size(), std::size_t(1));  // staged is not accepted
        QVERIFY(studio.find("staging")->isVisible());
        const Request request = studio.script->runs().back();
        QCOMPARE(request.mask_fill, MaskFill::blur);
        QVERIFY(QFileInfo::exists(QString::fromStdString(request.init_image)));
        QVERIFY(QFileInfo::exists(QString::fromStdString(request.mask)));

        studio.key(Qt::Key_Return);
        QCOMPARE(studio.contents().layers.size(), std::size_t(2));
        QVERIFY(studio.workspace().staging().isEmpty());
        const QImage after = studio.picture();
        int different = 0;
        for (int y = 0; y < before.height(); ++y)
            for (int x = 0; x < before.width(); ++x) {
                const bool isSelected = QRect(100, 100, 60, 40).contains(x, y);
                if (!isSelected) QCOMPARE(after.pixel(x, y), before.pixel(x, y));
                different += after.pixel(x, y) != before.pixel(x, y);
            }
        QCOMPARE(different, 60 * 40);
        QCOMPARE(studio.contents().layers.back().request.value(u"prompt").toString(), QStringLiteral("something"));
        studio.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(studio.picture(), before);
        QVERIFY(studio.waitForPictures(1));  // the gallery has it in any case
    }

    void comparingEndsWithItsKeyWhateverWasLetGoBefore() {
        CanvasStudio studio;
        studio.model->shortcuts().setKeys(QStringLiteral("staging.compare"), {QKeySequence(Qt::CTRL | Qt::Key_K)});
        const Staging& staging = studio.workspace().staging();
        QTest::keyPress(&studio.view(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!staging.isHidden());  // there is nothing to compare
        studio.generate("again");
        QVERIFY(studio.waitForStaged(1));
        QTest::keyPress(&studio.view(), Qt::Key_Backslash);
        QVERIFY(!staging.isHidden());  // no longer its key
        QTest::keyPress(&studio.view(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(staging.isHidden());
        QKeyEvent repeated(QEvent::KeyRelease, Qt::Key_K, Qt::ControlModifier, {}, true);
        QApplication::sendEvent(&studio.view(), &repeated);
        QVERIFY(staging.isHidden());                   // it is held still
        QTest::keyRelease(&studio.view(), Qt::Key_K);  // Ctrl went first
        QVERIFY(!staging.isHidden());
    }

    void resultsAreStagedSteppedThroughAndDiscarded() {
        CanvasStudio studio;
        for (int i = 0; i < 3; ++i) studio.generate("again");
        QVERIFY(studio.waitForStaged(3));
        Staging& staging = studio.workspace().staging();
        QCOMPARE(staging.currentIndex(), 2);
        studio.key(Qt::Key_Left);
        QCOMPARE(staging.currentIndex(), 1);
        studio.key(Qt::Key_Right);
        studio.key(Qt::Key_Right);
        QCOMPARE(staging.currentIndex(), 0);
        QTest::keyPress(&studio.view(), Qt::Key_Backslash);
        QVERIFY(staging.isHidden());
        QTest::keyRelease(&studio.view(), Qt::Key_Backslash);
        QVERIFY(!staging.isHidden());
        studio.key(Qt::Key_X);
        QCOMPARE(staging.pictures().size(), 2);
        studio.press(Qt::Key_Escape);
        QVERIFY(staging.isEmpty());
        QVERIFY(studio.waitForPictures(3));
        QVERIFY(!studio.find("staging")->isVisible());
    }

    void aBoxPastTheBorderExpandsTheDocument() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        const QImage before = studio.picture();
        Contents contents = studio.contents();
        contents.generationBox = {-64, 0, 192, 240};
        studio.workspace().document().edit(QStringLiteral("box"), contents);
        QVERIFY(studio.waitForButton("Expand"));
        studio.generate("more");
        QVERIFY(studio.waitForStaged(1));
        studio.key(Qt::Key_Return);
        QCOMPARE(studio.contents().size, QSize(320 + 64, 240));
        QCOMPARE(studio.picture().copy(64, 0, 320, 240), before);
        QVERIFY(studio.picture().pixelColor(10, 10) != QColor(Qt::transparent));
        QCOMPARE(studio.contents().generationBox, QRect(0, 0, 192, 240));
        studio.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(studio.picture(), before);
    }

    void weakStrengthRefines() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.workspace().setStrength(0.5);
        QVERIFY(studio.waitForButton("Refine"));
        QVERIFY(studio.find<QLabel>("canvasAction")->text().contains(QLatin1StringView("4 of 8 steps")));
        studio.generate("more");
        QVERIFY(studio.waitForStaged(1));
        QCOMPARE(studio.script->runs().back().strength, 0.5);
        QVERIFY(studio.script->runs().back().mask.empty());
    }

    void theStrengthSnapsToWholeSteps() {
        CanvasStudio studio;
        studio.model->request().change([](Request& r) { r.steps = 20; });
        auto* const spin = studio.find<QWidget>("canvasStrength")->findChild<QDoubleSpinBox*>();
        const auto strength = [&] { return studio.workspace().strength(); };
        spin->setValue(93);
        QCOMPARE(strength(), snappedStrength(0.93, 20));  // 20 of 22
        QCOMPARE(spin->value(), 91.0);
        spin->setFocus();
        QTest::keyClick(spin, Qt::Key_Up);
        QCOMPARE(strength(), 0.9523);  // 20 of 21
        QTest::keyClick(spin, Qt::Key_Up);
        QCOMPARE(strength(), 1.0);
        for (int i = 0; i < 3; ++i) QTest::keyClick(spin, Qt::Key_Down);
        QCOMPARE(strength(), 0.8695);  // 20 of 23
        QCOMPARE(spin->value(), 87.0);
    }

    void removingNeedsNoPrompt() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.key(Qt::Key_U);
        studio.drag({100, 100}, {160, 140});
        studio.workspace().setIntent(CanvasIntent::removeContent);
        QVERIFY(studio.waitForButton("Remove content"));
        studio.typePrompt(" ");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForStaged(1));
        QCOMPARE(studio.script->runs().back().prompt, std::string());
    }

    void layersAreListedUppermostFirst() {
        CanvasStudio studio;
        Workspace& workspace = studio.workspace();
        LayerModel model(workspace.document());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* const list = studio.find<QListView>("layers");
        QTest::mouseClick(studio.find<QToolButton>("addLayer"), Qt::LeftButton);
        QTest::mouseClick(studio.find<QToolButton>("addMask"), Qt::LeftButton);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(workspace.active()->isMask());
        QCOMPARE(list->currentIndex().row(), 0);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(workspace.activeLayer(), studio.contents().layers[1].id);
        QTest::keyClick(list, Qt::Key_Space);  // the eye
        QVERIFY(!workspace.active()->isVisible);
        QVERIFY(model.setData(model.index(0), QStringLiteral("where"), Qt::EditRole));
        QCOMPARE(studio.contents().layers[2].name, QStringLiteral("where"));

        // A row dragged under the last one: its layer becomes the lowest.
        const LayerId top = studio.contents().layers[2].id;
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0)}));
        model.dropMimeData(data.get(), Qt::MoveAction, 3, 0, {});
        QCOMPARE(studio.contents().layers[0].id, top);
        QTest::mouseClick(studio.find<QToolButton>("removeLayer"), Qt::LeftButton);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(workspace.active());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::CanvasTest)
#include "canvas_test.moc"
