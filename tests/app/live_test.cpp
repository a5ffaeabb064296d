// SPDX-License-Identifier: Apache-2.0
// Live mode with the real window and threads: a change starts a run, another change cancels it, what is asked for goes
// first, and only what is kept reaches the gallery.
#include "app/canvas_studio.h"

namespace lemnos::studio {

class LiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void typingPaints() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        studio.typePrompt("a");
        studio.press(Qt::Key_F7);
        LiveMode& live = studio.model->live();
        QVERIFY(QTest::qWaitFor([&] { return live.shown().has_value(); }));
        const std::uint64_t seed = live.shown()->picture.request.seed;
        studio.typePrompt("a boat");
        QVERIFY(live.isBusy());
        QVERIFY(QTest::qWaitFor([&] { return live.shown()->picture.request.prompt == "a boat"; }));
        QCOMPARE(live.shown()->picture.request.seed, seed);
        QVERIFY(QTest::qWaitFor([&] { return !live.isBusy(); }));
        QCOMPARE(studio.model->viewer().image().size(), QSize(64, 64));
        QCOMPARE(studio.model->gallery().size(), 0);
        const std::size_t runs = studio.script->runs().size();
        QTest::qWait(200);
        QCOMPARE(studio.script->runs().size(), runs);  // at rest it stays at rest

        studio.press(Qt::Key_F8);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(studio.model->gallery().at(0).request->prompt, std::string("a boat"));
        QVERIFY(!live.shown());
        studio.press(Qt::Key_F7);
        studio.typePrompt("something else");
        QTest::qWait(200);
        QCOMPARE(studio.script->runs().size(), runs);
    }

    void aKeyCancelsWhatRuns() {
        Studio studio;
        studio.script->stepMilliseconds = 2000;
        QVERIFY(studio.waitForReady());
        studio.typePrompt("slow");
        studio.press(Qt::Key_F7);
        QVERIFY(QTest::qWaitFor([&] { return studio.script->runs().size() == 1; }));
        studio.script->stepMilliseconds = 0;
        QElapsedTimer clock;
        clock.start();
        studio.typePrompt("quick");
        QVERIFY(QTest::qWaitFor([&] { return studio.model->live().shown().has_value(); }));
        QVERIFY2(clock.elapsed() < 1500, "the slow run was waited for");
        QCOMPARE(studio.model->live().shown()->picture.request.prompt, std::string("quick"));
        QVERIFY(!studio.model->notices().notice());  // nobody asked for the run that was cancelled
    }

    void whatIsAskedForGoesFirst() {
        Studio studio;
        studio.script->stepMilliseconds = 2000;
        QVERIFY(studio.waitForReady());
        studio.typePrompt("a boat");
        studio.press(Qt::Key_F7);
        QVERIFY(QTest::qWaitFor([&] { return studio.script->runs().size() == 1; }));
        studio.script->stepMilliseconds = 0;
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return studio.model->gallery().size() == 1; }, 1500));
    }

    void paintingPaints() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.workspace().setStrength(0.5);
        studio.typePrompt("a boat");
        studio.press(Qt::Key_F7);
        LiveMode& live = studio.model->live();
        QVERIFY(QTest::qWaitFor([&] { return live.shown() && !live.isBusy(); }));
        const QImage first = studio.workspace().staging().live();
        QVERIFY(!first.isNull());
        const std::size_t runs = studio.script->runs().size();
        studio.workspace().tools().change([](ToolSettings& s) { s.foreground = Qt::red; });
        studio.key(Qt::Key_B);
        studio.drag({50, 50}, {150, 150});
        QVERIFY(QTest::qWaitFor([&] { return studio.script->runs().size() > runs && !live.isBusy(); }));
        QCOMPARE(studio.script->runs().back().strength, 0.5);

        const std::size_t layers = studio.contents().layers.size();
        studio.press(Qt::Key_F8);
        QCOMPARE(studio.contents().layers.size(), layers + 1);
        QVERIFY(studio.waitForPictures(1) || studio.model->gallery().size() == 1);
        studio.press(Qt::Key_F7);
        QVERIFY(studio.workspace().staging().live().isNull());
    }

    void nothingIsSaidWhileItCannotRun() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        studio.press(Qt::Key_F7);
        QTest::qWait(150);
        QVERIFY(studio.script->runs().empty());  // there is no prompt yet
        QVERIFY(!studio.model->notices().notice());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::LiveTest)
#include "live_test.moc"
