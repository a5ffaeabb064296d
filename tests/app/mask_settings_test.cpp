// SPDX-License-Identifier: Apache-2.0
// How a selection becomes a mask, chosen by hand: by real keys, and as the engine is told.
#include <QComboBox>
#include <QSpinBox>
#include <QToolButton>

#include "app/canvas_studio.h"

namespace lemnos::studio {
namespace {

void type(QSpinBox& box, const char* text) {
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QString::fromLatin1(text));
    QTest::keyClick(&box, Qt::Key_Tab);
}

void choose(QComboBox& box, int index) {
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Home);
    for (int i = 0; i < index; ++i) QTest::keyClick(&box, Qt::Key_Down);
}

}  // namespace

class MaskSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void theEngineIsToldWhatWasChosen() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.key(Qt::Key_U);
        studio.drag({100, 100}, {160, 140});
        QVERIFY(studio.waitForButton("Fill"));
        studio.generate("by itself");
        QVERIFY(studio.waitForStaged(1));
        QVERIFY(!studio.find("maskGrow")->isVisible());
        QTest::mouseClick(studio.find<QToolButton>("unfoldMasks"), Qt::LeftButton);
        QVERIFY(studio.find("maskGrow")->isVisible());
        QCOMPARE(studio.find<QSpinBox>("maskGrow")->text(), QStringLiteral("Automatic"));
        type(*studio.find<QSpinBox>("maskGrow"), "3");
        type(*studio.find<QSpinBox>("maskFeather"), "0");
        type(*studio.find<QSpinBox>("maskPadding"), "40");
        choose(*studio.find<QComboBox>("maskFill"), 4);
        choose(*studio.find<QComboBox>("maskArea"), 2);
        choose(*studio.find<QComboBox>("maskColors"), 1);
        studio.generate("by hand");
        QVERIFY(studio.waitForStaged(2));
        const auto runs = studio.script->runs();
        QVERIFY(runs[0].mask_grow < 0 && runs[0].mask_feather < 0 && runs[0].mask_padding < 0);
        QCOMPARE(runs[0].mask_fill, MaskFill::blur);
        QCOMPARE(runs[1].mask_grow, 3);
        QCOMPARE(runs[1].mask_feather, 0);
        QCOMPARE(runs[1].mask_padding, 40);
        QCOMPARE(runs[1].mask_fill, MaskFill::noise);
        QCOMPARE(runs[1].mask_area, MaskArea::whole);
        QCOMPARE(runs[1].color_match, ColorMatch::off);
    }

    void whatIsChosenIsShown() {
        CanvasStudio studio;
        const MaskChoices masks{
            .grow = 7, .feather = -1, .padding = 0, .fill = MaskFill::neutral, .area = MaskArea::crop};
        studio.workspace().setMasks(masks);
        QCOMPARE(studio.find<QSpinBox>("maskGrow")->text(), QStringLiteral("7 px"));
        QCOMPARE(studio.find<QSpinBox>("maskFeather")->text(), QStringLiteral("Automatic"));
        QCOMPARE(studio.find<QSpinBox>("maskPadding")->text(), QStringLiteral("0 px"));
        QCOMPARE(studio.find<QComboBox>("maskFill")->currentText(), QStringLiteral("Grey"));
        QCOMPARE(studio.find<QComboBox>("maskArea")->currentText(), QStringLiteral("Surroundings"));
        QCOMPARE(studio.find<QComboBox>("maskColors")->currentText(), QStringLiteral("Match the surroundings"));
        QVERIFY(studio.workspace().masks() == masks);  // showing changes nothing
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::MaskSettingsTest)
#include "mask_settings_test.moc"
