// SPDX-License-Identifier: Apache-2.0
// The devices page: what it lists on this machine, the self-test against pictures that are right and wrong, and taking
// another device.
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

#include "app/studio_fixture.h"
#include "worker/device_check.h"
#include "worker/engine_renderer.h"
#include "worker/self_test_picture.h"

namespace lemnos::studio {
namespace {

/// The known picture, each field in its mean colour, all moved by `difference`.
Picture knownPicture(int difference) {
    Picture picture{.width = 128, .height = 128, .rgb = {}};
    for (int y = 0; y < 128; ++y)
        for (int x = 0; x < 128; ++x)
            for (int channel = 0; channel < 3; ++channel) {
                const int known = selfTestPicture[std::size_t(3 * (y / 16 * selfTestFields + x / 16) + channel)];
                picture.rgb.push_back(std::uint8_t(known < 128 ? known + difference : known - difference));
            }
    return picture;
}

}  // namespace

class DevicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void differencesAreFound() {
        QCOMPARE(*selfTestDifference(knownPicture(0)), 0.0);
        QCOMPARE(*selfTestDifference(knownPicture(5)), 5.0);
        Picture spot = knownPicture(0);
        for (int y = 40; y < 48; ++y)
            for (int x = 100; x < 108; ++x) spot.rgb[std::size_t(3 * (y * 128 + x))] ^= 0x80U;  // a quarter of a field
        QVERIFY(*selfTestDifference(spot) > mostSelfTestDifference);
        QVERIFY(!selfTestDifference(Picture{.width = 64, .height = 64, .rgb = {}}));
    }

    // On whatever device this machine has: the whole engine, with the model that ships.
    void thisMachinePaintsTheTestPicture() {
        const QTemporaryDir cache;
        EngineRenderer renderer({.pipeline_cache_dir = cache.path().toStdString()});
        QVERIFY(renderer.start({}));
        const SelfTestResult result = selfTest(renderer);
        QVERIFY2(result.isPassed, qPrintable(result.text));
    }

    void aWrongPictureFails() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        studio.model->devices().test();
        QVERIFY(studio.model->devices().isTesting());
        QVERIFY(QTest::qWaitFor([&] { return studio.model->devices().result().has_value(); }));
        QVERIFY(!studio.model->devices().result()->isPassed);  // the fake paints plain colours
        QVERIFY(studio.model->devices().result()->text.contains(QLatin1StringView("differs")));
        studio.script->failsToRun = true;
        studio.model->devices().test();
        QVERIFY(QTest::qWaitFor([&] { return studio.model->devices().result().has_value(); }));
        QVERIFY(studio.model->devices().result()->text.contains(QLatin1StringView("memory")));
    }

    void thePageListsAndTakesDevices() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        QCOMPARE(int(studio.script->device), -1);
        studio.window->findChild<QAction*>(QStringLiteral("help.devices"))->trigger();
        auto* const list = studio.find<QListWidget>("deviceList");
        QVERIFY(QTest::qWaitFor([&] { return list->count() > 0; }));
        const QList<DeviceReport>& devices = studio.model->devices().devices();
        QCOMPARE(list->count(), int(devices.size()));
        const auto usable = std::ranges::find_if(devices, &DeviceReport::isUsable);
        QVERIFY(usable != devices.end());
        QVERIFY(!usable->limits.isEmpty() && !usable->features.isEmpty() && usable->memoryBytes > 0);
        list->setCurrentRow(int(usable - devices.begin()));
        QVERIFY(studio.find<QLabel>("deviceSummary")->text().contains(usable->name));
        QTest::mouseClick(studio.find<QPushButton>("useDevice"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return studio.script->device == usable->id.toInt(); }));
        QCOMPARE(studio.model->settings().device(), usable->id);
        QVERIFY(!studio.find<QPushButton>("useDevice")->isEnabled());
        QVERIFY(studio.waitForReady());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::DevicesTest)
#include "devices_test.moc"
