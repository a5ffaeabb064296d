// SPDX-License-Identifier: Apache-2.0
// From the keys to the picture in the gallery: what a user does in the first minute, with real events.
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

#include "app/studio_fixture.h"
#include "pipeline/metadata.h"

namespace lemnos::studio {

class GenerateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void ctrlEnterGeneratesWhatWasTyped() {
        Studio studio;
        studio.typePrompt("a red lighthouse");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(studio.script->runs().size(), 1u);
        QCOMPARE(studio.script->runs().front().prompt, "a red lighthouse");
        QCOMPARE(studio.find<QPlainTextEdit>("prompt")->toPlainText(), QStringLiteral("a red lighthouse"));
    }

    void enterIsANewline() {
        Studio studio;
        studio.typePrompt("one");
        studio.press(Qt::Key_Return);
        QTest::keyClicks(studio.find("prompt"), QStringLiteral("two"));
        QCOMPARE(studio.find<QPlainTextEdit>("prompt")->toPlainText(), QStringLiteral("one\ntwo"));
        QCOMPARE(studio.model->request().chosen().prompt, "one\ntwo");
        QVERIFY(!studio.model->queue().running());
    }

    void theButtonGeneratesToo() {
        Studio studio;
        studio.typePrompt("a blue whale");
        QTest::mouseClick(studio.find("generate"), Qt::LeftButton);
        QVERIFY(studio.waitForPictures(1));
    }

    void escapeCancelsTheRunningJob() {
        Studio studio;
        studio.script->stepMilliseconds = 2000;
        studio.typePrompt("slow");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!studio.script->runs().empty());
        QVERIFY(studio.find("cancel")->isEnabled());
        studio.press(Qt::Key_Escape);
        QTRY_VERIFY(!studio.model->queue().running());
        QCOMPARE(studio.model->gallery().size(), 0);
        QVERIFY(studio.files().isEmpty());
        QVERIFY(!studio.find("cancel")->isEnabled());
        studio.script->stepMilliseconds = 0;
        studio.press(Qt::Key_Return, Qt::ControlModifier);  // and everything still works
        QVERIFY(studio.waitForPictures(1));
    }

    void progressAndPreviewAreShown() {
        Studio studio;
        studio.script->stepMilliseconds = 30;
        QSignalSpy previews(&studio.model->queue(), &JobQueue::previewChanged);
        auto* const progress = studio.find<QProgressBar>("progress");
        studio.typePrompt("a meadow");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(studio.model->viewer().showing(), Viewer::Showing::preview);
        QCOMPARE(studio.model->viewer().size(), QSize(64, 64));  // in the place of the picture, not at its own 8x8
        QVERIFY(progress->maximum() == 4 && progress->value() >= 1);
        QVERIFY(studio.find<QLabel>("jobStatus")->text().startsWith(QStringLiteral("Step ")));
        QVERIFY(studio.waitForPictures(1));
        QVERIFY(previews.size() >= 2);
        QCOMPARE(studio.model->viewer().showing(), Viewer::Showing::entry);
        QCOMPARE(studio.model->viewer().image().size(), QSize(64, 64));
    }

    void thePictureLiesInTheGalleryWithItsRequest() {
        Studio studio;
        studio.typePrompt("three tulips, (stained) glass: \"yes\"");
        studio.find<QSpinBox>("width")->setValue(96);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(studio.files().size(), 1);
        const auto request = request_from_file(studio.files().front().toStdString());
        QVERIFY2(request.has_value(), request ? "" : request.error().text().c_str());
        Request expected = *FakeRenderer(studio.script).complete(studio.script->runs().front());
        QVERIFY(*request == expected);
        QCOMPARE(QImage(studio.files().front()).size(), QSize(96, 64));
        const QString name = QFileInfo(studio.files().front()).fileName();
        QVERIFY2(name.contains(QString::number(expected.seed)), qPrintable(name));
    }

    void jobsRunInTheOrderTheyWereAskedFor() {
        Studio studio;
        studio.script->stepMilliseconds = 5;
        for (const char* prompt : {"first", "second", "third"}) {
            studio.typePrompt(prompt);
            studio.press(Qt::Key_Return, Qt::ControlModifier);
        }
        QCOMPARE(studio.model->queue().waiting(), 2);
        QVERIFY(studio.find<QToolButton>("showQueue")->text().contains(QStringLiteral("2")));
        QVERIFY(studio.waitForPictures(3));
        QStringList prompts;
        for (const Request& run : studio.script->runs()) prompts.append(QString::fromStdString(run.prompt));
        QCOMPARE(prompts, QStringList({QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}));
        QCOMPARE(studio.model->gallery().at(0).request->prompt, "third");  // newest first
    }

    void aSeriesHasAscendingSeeds() {
        Studio studio;
        studio.find<QSpinBox>("count")->setValue(3);
        studio.typePrompt("series");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(3));
        const auto runs = studio.script->runs();
        QCOMPARE(runs[1].seed, runs[0].seed + 1);
        QCOMPARE(runs[2].seed, runs[0].seed + 2);
        QVERIFY(runs[0].batch == 1 && runs[1].batch == 1);
        QCOMPARE(studio.files().size(), 3);
    }

    void theSeedIsFreshUnlessLocked() {
        Studio studio;
        auto* const seed = studio.find<QLineEdit>("seed");
        auto* const lock = studio.find<QToolButton>("seedLock");
        studio.typePrompt("seeds");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(2));
        QVERIFY(studio.script->runs()[0].seed != studio.script->runs()[1].seed);
        QCOMPARE(seed->text(), QString::number(studio.script->runs()[1].seed));

        QTest::mouseClick(lock, Qt::LeftButton);
        QVERIFY(lock->isChecked());
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(3));
        QCOMPARE(studio.script->runs()[2].seed, studio.script->runs()[1].seed);

        const QString before = seed->text();
        QTest::mouseClick(studio.find("seedDice"), Qt::LeftButton);
        QVERIFY(seed->text() != before);
        QVERIFY(lock->isChecked());
    }

    void aTypedSeedIsTaken() {
        Studio studio;
        auto* const seed = studio.find<QLineEdit>("seed");
        seed->selectAll();
        QTest::keyClicks(seed, QStringLiteral("18446744073709551615"));
        studio.typePrompt("largest seed");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(studio.script->runs()[0].seed, ~std::uint64_t{0});
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GenerateTest)
#include "generate_test.moc"
