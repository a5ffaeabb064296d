// SPDX-License-Identifier: Apache-2.0
// The gallery window as people use it: with keys and the mouse, from the search field to the picture and back.
#include <QAbstractItemView>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollBar>
#include <QToolButton>

#include "app/open_gallery.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

class GalleryWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void typingFinds() {
        OpenGallery gallery({"a red castle", "a blue boat", "a red boat"});
        QCOMPARE(gallery.prompts(), (QStringList{u"a red boat"_s, u"a blue boat"_s, u"a red castle"_s}));
        QCOMPARE(gallery.find<QLabel>("pictureCount")->text(), u"3 pictures"_s);
        gallery.search("boa");
        QTRY_COMPARE(gallery.prompts(), (QStringList{u"a red boat"_s, u"a blue boat"_s}));
        QTest::keyClick(gallery.find("gallerySearch"), Qt::Key_Down);
        QVERIFY(gallery.grid->hasFocus());
        QTRY_VERIFY(gallery.find<QLabel>("pictureDetails")->text().contains(u"a red boat"_s));
        QTest::keyClick(gallery.grid, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(gallery.find("gallerySearch")->hasFocus());
        QTest::keyClick(gallery.find("gallerySearch"), Qt::Key_Escape);
        QTRY_COMPARE(gallery.prompts().size(), 3);
        gallery.search("submarine");
        QTRY_COMPARE(gallery.prompts().size(), 0);
        QCOMPARE(gallery.find<QLabel>("pictureCount")->text(), u"0 pictures"_s);
    }

    void filters_data() {
        QTest::addColumn<QByteArray>("box");
        QTest::addColumn<int>("item");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("portrait") << QByteArray("filterSize") << 1 << QStringList();
        QTest::newRow("landscape") << QByteArray("filterSize") << 2 << QStringList{u"two"_s, u"one"_s};
        QTest::newRow("megapixels") << QByteArray("filterSize") << 4 << QStringList();
        QTest::newRow("starred") << QByteArray("filterRating") << 1 << QStringList{u"one"_s};
        QTest::newRow("rated 2") << QByteArray("filterRating") << 3 << QStringList{u"two"_s};
        QTest::newRow("rated 5") << QByteArray("filterRating") << 6 << QStringList();
        QTest::newRow("tag") << QByteArray("filterTag") << 1 << QStringList{u"one"_s};
        QTest::newRow("collection") << QByteArray("filterCollection") << 1 << QStringList{u"two"_s};
        QTest::newRow("model") << QByteArray("filterModel") << 1 << QStringList{u"two"_s, u"one"_s};
        QTest::newRow("oldest first") << QByteArray("galleryOrder") << 1 << QStringList{u"one"_s, u"two"_s};
        QTest::newRow("best first") << QByteArray("galleryOrder") << 2 << QStringList{u"two"_s, u"one"_s};
    }
    void filters() {
        QFETCH(QByteArray, box);
        QFETCH(int, item);
        QFETCH(QStringList, found);
        OpenGallery gallery({"one", "two"});
        gallery.click(1);
        gallery.key(Qt::Key_Period);
        gallery.studio.model->browser().mark({gallery.studio.model->browser().idAt(1)}, {.addTags = {u"t"_s}});
        gallery.click(0);
        gallery.key(Qt::Key_3);
        gallery.studio.model->browser().mark({gallery.studio.model->browser().idAt(0)}, {.addCollections = {u"c"_s}});
        QTRY_VERIFY(!gallery.find("filterCollection")->isHidden() && !gallery.find("filterTag")->isHidden());
        auto* const choice = gallery.find<QComboBox>(box.constData());
        choice->setFocus();
        for (int i = 0; i < item; ++i) QTest::keyClick(choice, Qt::Key_Down);
        QTRY_COMPARE(gallery.prompts(), found);
    }

    void marksByKey() {
        OpenGallery gallery({"one", "two", "three"});
        gallery.click(0);
        gallery.click(2, Qt::ControlModifier);
        gallery.key(Qt::Key_Period);
        gallery.key(Qt::Key_4);
        const Marks expected{.isStarred = true, .rating = 4, .tags = {}, .collections = {}};
        QTRY_VERIFY(gallery.marks()[gallery.relative(3)] == expected);
        QVERIFY(gallery.marks()[gallery.relative(1)] == expected);
        QVERIFY(!gallery.marks().contains(gallery.relative(2)));
        gallery.click(1);
        gallery.click(2, Qt::ShiftModifier);
        gallery.key(Qt::Key_Period);  // one of them has it: now both do
        QTRY_VERIFY(gallery.marks()[gallery.relative(2)].isStarred);
        QVERIFY(gallery.marks()[gallery.relative(1)].isStarred);
        gallery.key(Qt::Key_Period);
        QTRY_VERIFY(!gallery.marks().contains(gallery.relative(2)));
        gallery.click(0);
        gallery.key(Qt::Key_0);
        QTRY_COMPARE(gallery.marks()[gallery.relative(3)].rating, 0);
    }

    void namesAreTyped() {
        OpenGallery gallery({"one", "two"});
        gallery.click(0);
        gallery.click(1, Qt::ShiftModifier);
        const auto type = [&](Qt::Key key, const char* text, const char* shown) {
            gallery.key(key);
            auto* const dialog = gallery.window->findChild<QInputDialog*>(u"nameDialog"_s);
            QVERIFY(dialog);
            QApplication::setActiveWindow(dialog);
            QCOMPARE(dialog->textValue(), QLatin1StringView(shown));
            auto* const edit = dialog->findChild<QLineEdit*>();
            edit->selectAll();
            QTest::keyClicks(edit, QLatin1StringView(text));
            QTest::keyClick(edit, Qt::Key_Return);
            QTRY_VERIFY(!gallery.window->findChild<QInputDialog*>(u"nameDialog"_s));
            QApplication::setActiveWindow(gallery.window);
            gallery.grid->setFocus();
        };
        type(Qt::Key_T, "sea, red boats ,", "");
        QTRY_COMPARE(gallery.marks()[gallery.relative(1)].tags, (QStringList{u"red boats"_s, u"sea"_s}));
        gallery.click(0);
        type(Qt::Key_T, "sea", "red boats, sea");
        QTRY_COMPARE(gallery.marks()[gallery.relative(2)].tags, QStringList(u"sea"_s));
        gallery.click(1, Qt::ControlModifier);
        type(Qt::Key_T, "old", "sea");  // what both have
        QTRY_COMPARE(gallery.marks()[gallery.relative(1)].tags, (QStringList{u"old"_s, u"red boats"_s}));
        type(Qt::Key_L, "best", "");
        QTRY_COMPARE(gallery.marks()[gallery.relative(2)].collections, QStringList(u"best"_s));
        gallery.search("boats");
        QTRY_COMPARE(gallery.prompts(), QStringList(u"one"_s));
    }

    void aPictureIsShown() {
        OpenGallery gallery({"one", "two"});
        const auto shows = [&](int number) {
            const Viewer& viewer = gallery.studio.model->viewer();
            const GalleryEntry* const entry = gallery.studio.model->gallery().find(viewer.entry());
            return entry && entry->path == gallery.path(number) && viewer.image().size() == QSize(48, 32);
        };
        gallery.click(1);
        gallery.key(Qt::Key_Return);
        QTRY_VERIFY(shows(1));
        gallery.click(0);
        QTest::mouseDClick(gallery.grid->viewport(), Qt::LeftButton, {},
                           gallery.grid->visualRect(gallery.grid->model()->index(0, 0)).center());
        QTRY_VERIFY(shows(2));
    }

    void anOldPictureThatTheHistoryDoesNotHaveIsShown() {
        OpenGallery gallery({"one"});
        QTRY_COMPARE(gallery.studio.model->gallery().size(), 1);
        gallery.write("added behind our back", 2);
        QVERIFY(gallery.waitFor(2));
        gallery.click(0);
        gallery.key(Qt::Key_Return);
        QTRY_COMPARE(gallery.studio.model->gallery().size(), 2);
        QTRY_COMPARE(gallery.studio.model->gallery().find(gallery.studio.model->viewer().entry())->path,
                     gallery.path(2));
    }

    void settingsComeBack_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<std::string>("prompt");
        QTest::addColumn<quint64>("seed");
        QTest::newRow("everything") << int(Qt::Key_R) << std::string("one") << quint64(1);
        QTest::newRow("prompt") << int(Qt::Key_P) << std::string("one") << quint64(99);
        QTest::newRow("seed") << int(Qt::Key_S) << std::string("mine") << quint64(1);
    }
    void settingsComeBack() {
        QFETCH(int, key);
        QFETCH(std::string, prompt);
        QFETCH(quint64, seed);
        OpenGallery gallery({"one", "two"});
        gallery.studio.model->request().change([](Request& r) { r.prompt = "mine", r.seed = 99, r.steps = 3; });
        gallery.click(1);
        gallery.key(Qt::Key(key));
        const auto now = [&] { return gallery.studio.model->request().chosen(); };
        QTRY_VERIFY(now().prompt == prompt && now().seed == seed);
        QCOMPARE(now().steps, key == Qt::Key_R ? 20u : 3u);
    }

    void theSameIsPaintedAgain() {
        OpenGallery gallery({"one", "two"});
        gallery.studio.model->request().change([](Request& r) { r.prompt = "mine"; });
        gallery.click(1);
        gallery.key(Qt::Key_G);
        QVERIFY(gallery.waitFor(3));
        QTRY_COMPARE(gallery.studio.script->runs().size(), std::size_t(1));
        const Request made = gallery.studio.script->runs()[0];
        QVERIFY(made.prompt == "one" && made.seed == 1 && made.steps == 20);
        QCOMPARE(gallery.studio.model->request().chosen().prompt, "mine");
    }

    void theTrashTakesAllThatAreSelected() {
        OpenGallery gallery({"one", "two", "three"});
        gallery.click(0);
        gallery.click(1, Qt::ShiftModifier);
        gallery.key(Qt::Key_Delete);
        QTRY_COMPARE(gallery.prompts(), QStringList(u"one"_s));
        QVERIFY(!QFile::exists(gallery.path(3)) && !QFile::exists(gallery.path(2)) && QFile::exists(gallery.path(1)));
        QTRY_COMPARE(gallery.studio.model->gallery().size(), 1);  // nor does the history show them
        const QDir trash(QDir::home().filePath(u".local/share/Trash/files"_s));
        QVERIFY(trash.entryList(QDir::Files).contains(QFileInfo(gallery.path(3)).fileName()));
    }

    void copyTakesPixelsAndFile() {
        OpenGallery gallery({"one", "two"});
        gallery.click(0);
        gallery.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(48, 32));
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls(), QList{QUrl::fromLocalFile(gallery.path(2))});
    }

    void aDroppedPictureBringsItsSettings() {
        OpenGallery gallery({"one"});
        const QString path = gallery.studio.folder.filePath(u".other/stranger.png"_s);
        writePicture(path, "of a stranger", 5);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(50, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(gallery.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 200), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(gallery.window, &drop);
        QTRY_COMPARE(gallery.studio.model->request().chosen().prompt, "of a stranger");
    }

    void aNewPictureKeepsTheSelection() {
        OpenGallery gallery({"one", "two"});
        gallery.click(1);
        gallery.studio.model->request().change([](Request& r) { r.prompt = "three"; });
        gallery.studio.model->generate();
        QVERIFY(gallery.waitFor(3));
        QCOMPARE(gallery.grid->currentIndex().data().toString(), u"one"_s);
        QVERIFY(gallery.grid->selectionModel()->isSelected(gallery.grid->currentIndex()));
    }

    void twoPicturesAreCompared() {
        OpenGallery gallery({"one", "two"});
        gallery.click(0);
        gallery.key(Qt::Key_C);
        QVERIFY(!gallery.find("compare"));  // one is not two
        gallery.click(1, Qt::ShiftModifier);
        gallery.key(Qt::Key_C);
        auto* const view = gallery.find("compareView");
        QVERIFY(view && QTest::qWaitForWindowExposed(view->window()));
        Comparison& comparison = gallery.studio.model->comparison();
        QTRY_VERIFY(!comparison.image(0).isNull() && !comparison.image(1).isNull());
        const QColor first = QImage(gallery.path(2)).pixelColor(1, 1);
        const QColor second = QImage(gallery.path(1)).pixelColor(1, 1);
        const auto seen = [&](double x) {
            return view->grab().toImage().pixelColor(int(x * view->width()), view->height() / 2);
        };
        QVERIFY(first != second);
        QCOMPARE(seen(0.25), first);
        QCOMPARE(seen(0.75), second);

        QApplication::setActiveWindow(view->window());
        QTest::keyClick(view, Qt::Key_2);
        QCOMPARE(seen(0.45), first);
        QCOMPARE(seen(0.55), second);
        QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(view->width() * 6 / 10, 50));
        QCOMPARE(seen(0.55), first);
        for (int i = 0; i < 12; ++i) QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(seen(0.55), second);

        QTest::keyClick(view, Qt::Key_3);
        QCOMPARE(seen(0.5), first);
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(seen(0.5), second);
        QTest::mouseClick(view, Qt::LeftButton, {}, view->rect().center());
        QCOMPARE(seen(0.5), first);
    }

    void keysMoveInTheGrid() {
        OpenGallery gallery({"1", "2", "3", "4", "5", "6", "7", "8", "9"});
        gallery.grid->setTileSide(gallery.grid->viewport()->width() / 3);
        QCOMPARE(gallery.grid->visualRect(gallery.grid->model()->index(4, 0)).left(),
                 gallery.grid->visualRect(gallery.grid->model()->index(1, 0)).left());
        gallery.click(0);
        const auto row = [&](Qt::Key key) {
            gallery.key(key);
            return gallery.grid->currentIndex().row();
        };
        QCOMPARE(row(Qt::Key_Down), 3);
        QCOMPARE(row(Qt::Key_Right), 4);
        QCOMPARE(row(Qt::Key_Up), 1);
        QCOMPARE(row(Qt::Key_Up), 1);
        QCOMPARE(row(Qt::Key_Left), 0);
        QCOMPARE(row(Qt::Key_Left), 0);
        QCOMPARE(row(Qt::Key_End), 8);
        QCOMPARE(row(Qt::Key_Down), 8);
        QVERIFY(
            gallery.grid->viewport()->rect().contains(gallery.grid->visualRect(gallery.grid->currentIndex()).center()));
        QCOMPARE(row(Qt::Key_Home), 0);
        QCOMPARE(gallery.grid->verticalScrollBar()->value(), 0);
    }

    void everyControlHasANameAndATip() {
        OpenGallery gallery({"one"});
        for (QWidget* const widget : gallery.window->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<QComboBox*>(widget) || qobject_cast<QToolButton*>(widget) ||
                                   qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractSlider*>(widget) ||
                                   qobject_cast<QAbstractItemView*>(widget);
            if (!isControl || widget->objectName().isEmpty() || widget->objectName().startsWith("qt_"_L1)) continue;
            const QByteArray name = widget->objectName().toUtf8();
            QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
                     name.constData());
            const bool isList = qobject_cast<QAbstractItemView*>(widget) != nullptr;
            QVERIFY2(isList || !widget->toolTip().isEmpty(), name.constData());
        }
    }

    void theWindowComesAndGoesByKey() {
        OpenGallery gallery({"one"});
        gallery.grid->setTileSide(200);
        gallery.key(Qt::Key_Escape);
        QVERIFY(!gallery.window->isVisible());
        gallery.studio.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(gallery.studio.window.get()));
        gallery.studio.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(gallery.window->isVisible());
        gallery.studio.window->close();
        QVERIFY(!gallery.window->isVisible());
        QCOMPARE(gallery.studio.model->settings().layout(u"galleryTiles"_s), QByteArray("200"));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GalleryWindowTest)
#include "gallery_window_test.moc"
