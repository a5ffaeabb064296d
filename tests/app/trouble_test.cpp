// SPDX-License-Identifier: Apache-2.0
// What goes wrong ends in a sentence, loses nothing, and leaves everything usable.
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include "app/studio_fixture.h"
#include "panels/message_bar.h"

namespace lemnos::studio {
namespace {

/// A gallery that cannot be written: its folder's place is taken by a file. (Permissions would not stop root.)
void blockGallery(Studio& studio) {
    const QString path = studio.folder.filePath(QStringLiteral("blocked"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    studio.model->settings().setGalleryFolder(path);
}

}  // namespace

class TroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void badInput_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("seed");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("focused");
        QTest::newRow("no prompt") << QString() << QStringLiteral("1") << 64 << QStringLiteral("prompt");
        QTest::newRow("only spaces") << QStringLiteral("  ") << QStringLiteral("1") << 64 << QStringLiteral("prompt");
        QTest::newRow("words as a seed") << QStringLiteral("x") << QStringLiteral("lucky") << 64
                                         << QStringLiteral("seed");
        QTest::newRow("negative seed") << QStringLiteral("x") << QStringLiteral("-3") << 64 << QStringLiteral("seed");
        QTest::newRow("seed too large") << QStringLiteral("x") << QStringLiteral("18446744073709551616") << 64
                                        << QStringLiteral("seed");
        QTest::newRow("odd width") << QStringLiteral("x") << QStringLiteral("1") << 101 << QStringLiteral("width");
        QTest::newRow("huge width") << QStringLiteral("x") << QStringLiteral("1") << 9992 << QStringLiteral("width");
    }
    void badInput() {
        QFETCH(QString, prompt);
        QFETCH(QString, seed);
        QFETCH(int, width);
        QFETCH(QString, focused);
        Studio studio;
        QVERIFY(studio.waitForReady());
        studio.typePrompt(prompt.toLatin1().constData());
        studio.find<QLineEdit>("seed")->selectAll();
        QTest::keyClicks(studio.find("seed"), seed);
        studio.find<QSpinBox>("width")->setValue(width);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        auto* const bar = studio.find<MessageBar>("noticeBar");
        QVERIFY(bar->isVisible());
        QVERIFY(!bar->text().isEmpty());
        QVERIFY(!studio.model->queue().running());
        QVERIFY(studio.script->runs().empty());
        QCOMPARE(studio.window->focusWidget()->objectName(), focused);

        studio.find<QLineEdit>("seed")->setFocus();  // mended, it works
        studio.find<QLineEdit>("seed")->selectAll();
        QTest::keyClicks(studio.find("seed"), QStringLiteral("7"));
        studio.find<QSpinBox>("width")->setValue(64);
        studio.typePrompt("mended");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QVERIFY(!bar->isVisible());
    }

    void aMissingModelFileIsNamed() {
        Studio studio;
        studio.model->request().change([](Request& r) { r.model = "/nowhere/castle.safetensors"; });
        studio.typePrompt("x");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("castle.safetensors")));
        QVERIFY(!studio.model->queue().running());
    }

    void withoutADeviceTheWindowSaysSo() {
        const auto script = std::make_shared<FakeScript>();
        script->hasDevice = false;
        Studio studio(script);
        auto* const bar = studio.find<MessageBar>("engineBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().contains(QStringLiteral("install mesa-vulkan-drivers")));
        studio.typePrompt("still typing");  // everything else is usable
        QCOMPARE(studio.model->request().chosen().prompt, "still typing");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.find<MessageBar>("noticeBar")->isVisible());
        QVERIFY(!studio.model->queue().running());

        script->hasDevice = true;
        QTest::mouseClick(bar->actionButton(), Qt::LeftButton);
        QVERIFY(studio.waitForReady());
        QVERIFY(!bar->isVisible());
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
    }

    void aJobAskedForBeforeTheDeviceIsKnownToBeMissing() {
        const auto script = std::make_shared<FakeScript>();
        script->hasDevice = false;
        Studio studio(script, Studio::Start::later);
        studio.typePrompt("early");
        studio.workers->start();
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!studio.model->queue().running());
        QVERIFY(studio.find<MessageBar>("noticeBar")->isVisible());
    }

    void aFailedRunLeavesAMessage() {
        Studio studio;
        studio.script->failsToRun = true;
        studio.typePrompt("too large");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("too little memory")));
        QVERIFY(!studio.model->queue().running());
        QCOMPARE(studio.find<QPlainTextEdit>("prompt")->toPlainText(), QStringLiteral("too large"));
        studio.script->failsToRun = false;
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
    }

    void aLostDeviceIsRebuilt() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        studio.script->lostDevices = 2;
        studio.typePrompt("lost and found");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(studio.script->starts.load(), 3);
        studio.script->lostDevices = 3;  // more often than it is tried
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("lost")));
    }

    void anUnsavedPictureIsKeptAndCanBeSavedElsewhere() {
        Studio studio;
        blockGallery(studio);
        studio.typePrompt("precious");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        auto* const bar = studio.find<MessageBar>("noticeBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->actionButton()->isVisible());
        QCOMPARE(studio.model->gallery().size(), 1);
        const GalleryEntry& entry = studio.model->gallery().at(0);
        QCOMPARE(entry.state, SaveState::failed);
        QVERIFY(entry.unsaved && !entry.unsaved->image.isNull());
        QVERIFY(studio.model->queue().isPaused());

        const QString elsewhere = studio.folder.filePath(QStringLiteral("rescued.png"));
        studio.model->gallery().save(entry.id, elsewhere);
        QTRY_COMPARE(studio.model->gallery().at(0).state, SaveState::saved);
        QVERIFY(!QImage(elsewhere).isNull());
        QVERIFY(!bar->isVisible());
        QVERIFY(!studio.model->queue().isPaused());
    }

    void messagesAreNeverMarkup() {
        Studio studio;
        studio.model->notices().post({.text = QStringLiteral("<img src=x> <b>bold</b>")});
        auto* const bar = studio.find<MessageBar>("noticeBar");
        QCOMPARE(bar->text(), QStringLiteral("<img src=x> <b>bold</b>"));
        for (const QLabel* label : studio.window->findChildren<QLabel*>())
            if (label->text().contains(u'<')) QCOMPARE(label->textFormat(), Qt::PlainText);
        QTest::mouseClick(bar->closeButton(), Qt::LeftButton);
        QVERIFY(!bar->isVisible());
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::TroubleTest)
#include "trouble_test.moc"
