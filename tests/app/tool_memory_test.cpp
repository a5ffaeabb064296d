// SPDX-License-Identifier: Apache-2.0
// Brushes and colours are as they were left at the next start; a damaged memory is none.
#include "studio/tool_memory.h"

#include <tuple>

#include <QtTest>

#include "app/studio_fixture.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

void setUnusually(ToolSettings& settings) {
    settings.brush = {
        .size = 7, .hardness = 0.25, .opacity = 0.5, .sizeFollowsPressure = false, .opacityFollowsPressure = true};
    settings.eraser.size = 300;
    settings.selectionBrush.size = 11;
    settings.foreground = QColor(1, 2, 3);
    settings.background = QColor(250, 0, 9);
    settings.likeness.tolerance = 90;
    settings.boxStep = 8;
}

/// What is remembered, field by field: bytes would forget on both sides what is never written.
auto kept(const ToolSettings& settings) {
    const auto of = [](const Brush& brush) {
        return std::tuple(brush.size, brush.hardness, brush.opacity, brush.sizeFollowsPressure,
                          brush.opacityFollowsPressure);
    };
    return std::tuple(of(settings.brush), of(settings.eraser), of(settings.selectionBrush), settings.foreground,
                      settings.background, settings.likeness.tolerance, settings.boxStep);
}

}  // namespace

class ToolMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void whatWasSetIsThereAtTheNextStart() {
        {
            Studio studio;
            studio.model->workspace().tools().change(setUnusually);
            studio.model->workspace().tools().choose(Tool::lasso);
            studio.window->close();
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        const ToolSettings& found = next.model->workspace().tools().settings();
        ToolSettings expected;
        setUnusually(expected);
        QVERIFY(kept(found) == kept(expected));
        QCOMPARE(found.foreground, QColor(1, 2, 3));
        QCOMPARE(found.brush.size, 7.0);
        QVERIFY(found.tool == Tool::brush);
    }

    void damagedMemory_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<double>("size");
        const double usual = ToolSettings().brush.size;
        QTest::newRow("none") << QByteArray() << usual;
        QTest::newRow("half") << QByteArray(R"({"brush":{"size":7)") << usual;
        QTest::newRow("a word") << QByteArray(R"({"brush":{"size":"big"},"foreground":7})") << usual;
        QTest::newRow("a list") << QByteArray("[1,2]") << usual;
        QTest::newRow("too large") << QByteArray(R"({"brush":{"size":1e9}})") << Toolbox::largestBrush;
        QTest::newRow("negative") << QByteArray(R"({"brush":{"size":-3}})") << Toolbox::smallestBrush;
    }
    void damagedMemory() {
        QFETCH(QByteArray, bytes);
        QFETCH(double, size);
        ToolSettings expected;
        expected.brush.size = size;
        QVERIFY(kept(toolSettingsFrom(bytes)) == kept(expected));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::ToolMemoryTest)
#include "tool_memory_test.moc"
