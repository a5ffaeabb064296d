// SPDX-License-Identifier: Apache-2.0
// Image to image in the window: a picture to start from comes by drop, key and menu, is seen, changed and removed, and
// what is generated starts from it.
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSlider>
#include <QToolButton>

#include "app/studio_fixture.h"
#include "canvas/picture_view.h"
#include "panels/message_bar.h"

namespace lemnos::studio {
namespace {

QString writePicture(const Studio& studio, const char* name, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(200, 40, 10));
    const QString path = studio.folder.filePath(QLatin1StringView(name));
    return image.save(path) ? path : QString();
}

/// As a file manager would: enter, move, drop, at the middle of a widget.
void drop(Studio& studio, const QString& path, QWidget* onto, const QString& second = {}) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    if (!second.isEmpty()) data.setUrls({QUrl::fromLocalFile(path), QUrl::fromLocalFile(second)});
    QWidget* const window = studio.window.get();
    const QPoint at = onto->mapTo(window, onto->rect().center());
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window, &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window, &move);
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window, &event);
}

void makePicture(Studio& studio) {
    const int before = studio.model->gallery().size();
    studio.typePrompt("a harbour");
    studio.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(studio.waitForPictures(before + 1));
}

std::string startOf(Studio& studio) { return studio.model->request().chosen().init_image; }

}  // namespace

class StartPictureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void goesOnInThePicturesProportions_data() {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("usual");
        QTest::addColumn<QSize>("size");
        QTest::newRow("the same") << QSize(512, 512) << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("smaller stays itself") << QSize(328, 256) << QSize(512, 512) << QSize(328, 256);
        QTest::newRow("a photograph") << QSize(4000, 3000) << QSize(512, 512) << QSize(576, 448);
        QTest::newRow("upright") << QSize(3000, 4000) << QSize(1024, 1024) << QSize(896, 1184);
        QTest::newRow("odd") << QSize(333, 333) << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("a thread") << QSize(16000, 10) << QSize(512, 512) << QSize(2048, 64);
        QTest::newRow("nothing known of the model") << QSize(640, 480) << QSize() << QSize();
    }
    void goesOnInThePicturesProportions() {
        QFETCH(QSize, picture);
        QFETCH(QSize, usual);
        QTEST(sizeToStartFrom(picture, usual), "size");
    }

    void aPictureDroppedOnTheCanvasIsStartedFrom() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        makePicture(studio);
        for (const char* part : {"startPicture", "removeStartPicture", "strength"})
            QVERIFY(!studio.find(part)->isVisible());
        const QString path = writePicture(studio, "sketch.png", {128, 64});
        drop(studio, path, studio.find("picture"));
        QTRY_COMPARE(startOf(studio), path.toStdString());
        for (const char* part : {"startPicture", "removeStartPicture", "strength"})
            QVERIFY(studio.find(part)->isVisible());
        QCOMPARE(studio.find<QLabel>("startPictureName")->text(), QStringLiteral("sketch.png"));
        const QImage shown = studio.find<QToolButton>("startPicture")->icon().pixmap(32, 32).toImage();
        QCOMPARE(shown.pixelColor(shown.rect().center()), QColor(200, 40, 10));

        makePicture(studio);
        const Request run = studio.script->runs().back();
        QCOMPARE(run.init_image, path.toStdString());
        QCOMPARE(run.strength, 0.75);
        QCOMPARE(run.width, 96u);  // 64 x 64 pixels, twice as wide as high
        QCOMPARE(run.height, 32u * 2);
        QVERIFY(studio.find<QLabel>("details")->text().contains(QStringLiteral("sketch.png, strength 0.75")));
    }

    void ofSeveralOneIsTakenAndTold() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        makePicture(studio);
        const QString first = writePicture(studio, "first.png", {64, 64});
        drop(studio, first, studio.find("picture"), writePicture(studio, "second.png", {64, 64}));
        QTRY_COMPARE(startOf(studio), first.toStdString());
        QVERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("only first.png")));
    }

    void aMaskGoesWithItsPicture_data() {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("removed") << false;
        QTest::newRow("replaced") << true;
    }
    void aMaskGoesWithItsPicture() {
        QFETCH(bool, isReplaced);
        Studio studio;
        const QString first = writePicture(studio, "first.png", {64, 64});
        const QString second = writePicture(studio, "second.png", {64, 64});
        studio.model->request().change([&](Request& r) {
            r.prompt = "a cat";
            r.init_image = r.mask = first.toStdString();
        });
        if (isReplaced)
            studio.model->startPicture().choose(second);
        else
            studio.model->startPicture().remove();
        QTRY_COMPARE(startOf(studio), isReplaced ? second.toStdString() : std::string());
        QCOMPARE(studio.model->request().chosen().mask, "");
        QVERIFY(!studio.model->request().problem());
    }

    void theWelcomePageTakesOneToo() {
        Studio studio;
        const QString path = writePicture(studio, "sketch.png", {64, 64});
        drop(studio, path, studio.window->centralWidget());
        QTRY_COMPARE(startOf(studio), path.toStdString());
    }

    void besideTheCanvasAPictureBringsItsSettings() {
        Studio studio;
        makePicture(studio);
        studio.typePrompt("something else");
        drop(studio, studio.files().front(), studio.find("prompt"));
        QTRY_COMPARE(studio.model->request().chosen().prompt, "a harbour");
        QVERIFY(startOf(studio).empty());
    }

    void keysAndMenusStartFromThePicture_data() {
        QTest::addColumn<QString>("way");
        for (const char* way : {"I in the history", "Ctrl+I", "context menu"})
            QTest::addRow("%s", way) << QString::fromLatin1(way);
    }
    void keysAndMenusStartFromThePicture() {
        QFETCH(QString, way);
        Studio studio;
        makePicture(studio);
        auto* const list = studio.find<QListView>("history");
        if (way.startsWith(u'I')) {
            list->setFocus();
            QTest::keyClick(list, Qt::Key_I);
        } else if (way.startsWith(u'C')) {
            studio.press(Qt::Key_I, Qt::ControlModifier);
        } else {
            auto* const canvas = studio.find("picture");
            QContextMenuEvent event(QContextMenuEvent::Keyboard, canvas->rect().center(),
                                    canvas->mapToGlobal(canvas->rect().center()));
            QApplication::sendEvent(canvas, &event);
            auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (QAction* action : menu->actions())
                if (action->text() == QStringLiteral("Start from this picture")) action->trigger();
            menu->close();
        }
        QTRY_COMPARE(startOf(studio), studio.model->gallery().at(0).path.toStdString());
    }

    void theKeyboardReachesAndChangesIt() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        drop(studio, writePicture(studio, "sketch.png", {64, 64}), studio.window->centralWidget());
        QTRY_VERIFY(studio.find("startPicture")->isVisible());
        QVERIFY(studio.find("startPicture")->accessibleName().contains(QStringLiteral("sketch.png")));
        QStringList reached;
        studio.find("model")->setFocus();
        while (reached.size() < 8 && QApplication::focusWidget() != studio.find("width")) {
            studio.press(Qt::Key_Tab);
            QVERIFY(!QApplication::focusWidget()->accessibleName().isEmpty());
            reached.append(QApplication::focusWidget()->objectName());
        }
        QVERIFY2(reached.contains(QStringLiteral("startPicture")), qPrintable(reached.join(u' ')));
        QVERIFY2(reached.contains(QStringLiteral("removeStartPicture")), qPrintable(reached.join(u' ')));

        studio.find("strength")->setFocus();
        auto* const strength = qobject_cast<QDoubleSpinBox*>(QApplication::focusWidget());
        QVERIFY(strength);
        strength->selectAll();
        QTest::keyClicks(strength, QLocale().toString(0.4, 'f', 2));
        QCOMPARE(studio.model->request().chosen().strength, 0.4);
        auto* const slider = studio.find("strength")->findChild<QSlider*>();
        slider->setFocus();
        studio.press(Qt::Key_Right);
        QCOMPARE(studio.model->request().chosen().strength, 0.45);

        studio.find("removeStartPicture")->setFocus();
        studio.press(Qt::Key_Space);
        QVERIFY(startOf(studio).empty());
        QVERIFY(!studio.find("strength")->isVisible());
        makePicture(studio);
        QVERIFY(studio.script->runs().back().init_image.empty());
    }

    void whatIsNoPictureIsRefused() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("letter.png"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Dear reader") > 0);
        file.close();
        drop(studio, path, studio.window->centralWidget());
        auto* const bar = studio.find<MessageBar>("noticeBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(QStringLiteral("letter.png")), qPrintable(bar->text()));
        QVERIFY(startOf(studio).empty());
    }

    void aStartPictureThatIsGoneIsNamed() {
        Studio studio;
        QVERIFY(studio.waitForReady());
        const QString path = writePicture(studio, "sketch.png", {64, 64});
        drop(studio, path, studio.window->centralWidget());
        QTRY_VERIFY(!startOf(studio).empty());
        QVERIFY(QFile::remove(path));
        studio.typePrompt("x");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.find<MessageBar>("noticeBar")->text().contains(QStringLiteral("sketch.png")));
        QVERIFY(studio.script->runs().empty());
        QCOMPARE(QApplication::focusWidget(), studio.find("startPicture"));
    }

    void itIsThereAtTheNextStart() {
        Studio studio;
        const QString path = writePicture(studio, "sketch.png", {64, 64});
        drop(studio, path, studio.window->centralWidget());
        QTRY_VERIFY(!startOf(studio).empty());
        studio.window->close();
        StudioModel next;
        Workers workers(next, std::make_unique<FakeRenderer>(studio.script));
        workers.start();
        QCOMPARE(next.startPicture().path(), path);
        QTRY_COMPARE(next.startPicture().thumbnail().size(), QSize(128, 128));
    }

    // Files name it without its folder.
    void restoringBringsItBackWhereItIsKnown_data() {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("from the gallery") << true;
        QTest::newRow("from elsewhere") << false;
    }
    void restoringBringsItBackWhereItIsKnown() {
        QFETCH(bool, isKnown);
        Studio studio;
        QVERIFY(studio.waitForReady());
        makePicture(studio);
        const QString start =
            isKnown ? studio.model->gallery().at(0).path : writePicture(studio, "sketch.png", {64, 64});
        drop(studio, start, studio.find("picture"));
        QTRY_COMPARE(startOf(studio), start.toStdString());
        makePicture(studio);
        QTest::mouseClick(studio.find("removeStartPicture"), Qt::LeftButton);
        QVERIFY(startOf(studio).empty());
        drop(studio, studio.model->gallery().at(0).path, studio.find("prompt"));  // its settings, as in the file
        if (isKnown) {
            QTRY_COMPARE(startOf(studio), start.toStdString());
        } else {
            auto* const bar = studio.find<MessageBar>("noticeBar");
            QTRY_VERIFY(bar->isVisible());
            QVERIFY2(bar->text().contains(QStringLiteral("sketch.png")), qPrintable(bar->text()));
            QVERIFY(startOf(studio).empty());
        }
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::StartPictureTest)
#include "start_picture_test.moc"
