// SPDX-License-Identifier: Apache-2.0
// The history: what is in it, what a click does, and what comes back at the next start.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include "app/picture_files.h"
#include "app/studio_fixture.h"
#include "item_models/history_model.h"
#include "worker/file_worker.h"

namespace lemnos::studio {
namespace {

void makePictures(Studio& studio, std::initializer_list<const char*> prompts) {
    int count = studio.model->gallery().size();
    for (const char* prompt : prompts) {
        studio.typePrompt(prompt);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(++count));
    }
}

void clickRow(Studio& studio, int row) {
    auto* const list = studio.find<QListView>("history");
    const QRect tile = list->visualRect(list->model()->index(row, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, tile.center());
}

}  // namespace

class HistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void theModelKeepsQtsRules() {
        Gallery gallery;
        HistoryModel model(gallery);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        FinishedPicture picture;
        picture.image = QImage(8, 8, QImage::Format_RGB32);
        const EntryId first = gallery.add(picture);
        const EntryId second = gallery.add(picture);
        gallery.noteScanned({ScannedPicture{.path = QStringLiteral("/old.png"),
                                            .created = {},
                                            .request = {},
                                            .infotext = {},
                                            .size = {8, 8},
                                            .thumbnail = picture.image}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.indexOf(second).row(), 0);
        QCOMPARE(model.data(model.index(2), Qt::DisplayRole).toString(), QStringLiteral("old.png"));
        gallery.noteSaved(first, QStringLiteral("/new.png"));
        gallery.noteScanned({ScannedPicture{.path = QStringLiteral("/new.png"),
                                            .created = {},
                                            .request = {},
                                            .infotext = {},
                                            .size = {8, 8},
                                            .thumbnail = picture.image}});
        QCOMPARE(model.rowCount(), 3);  // the scan found what this session saved
        QCOMPARE(gallery.unsavedCount(), 1);
        QCOMPARE(gallery.failedCount(), 0);  // it is being saved: nobody is asked whether to lose it
        gallery.noteSaveFailed(second, QStringLiteral("disk full"));
        QCOMPARE(gallery.failedCount(), 1);
        gallery.remove(second);
        QCOMPARE(model.rowCount(), 2);
    }

    void closingAsksOnlyAboutWhatCouldNotBeSaved_data() {
        QTest::addColumn<bool>("isFailed");
        QTest::newRow("being saved") << false;
        QTest::newRow("failed") << true;
    }
    void closingAsksOnlyAboutWhatCouldNotBeSaved() {
        QFETCH(bool, isFailed);
        Studio studio;
        FinishedPicture picture;
        picture.image = QImage(8, 8, QImage::Format_RGB32);
        const EntryId one = studio.model->gallery().add(picture);
        if (isFailed) studio.model->gallery().noteSaveFailed(one, QStringLiteral("disk full"));
        QString asked;
        QTimer answering;
        connect(&answering, &QTimer::timeout, this, [&] {
            auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box) return;
            asked = box->text();
            box->reject();
        });
        answering.start(10);
        QCOMPARE(studio.window->close(), !isFailed);
        QCOMPARE(asked.contains(QStringLiteral("could not be saved")), isFailed);
    }

    void theNewestDaysComeBeforeWhateverElseLiesThere() {
        const QTemporaryDir folder;
        for (const char* name : {"zoo/1.png", "portraits/a.png", "2026-11-21/235959-1-a.png",
                                 "2026-11-22/000001-2-b.png", "2026-11-22/120000-3-c.png", "9999-99-99/x.png"})
            writePicture(folder.filePath(QLatin1StringView(name)), "x");
        FileWorker worker;
        QStringList found;
        connect(&worker, &FileWorker::scanned, this, [&](const QList<ScannedPicture>& pictures) {
            for (const ScannedPicture& picture : pictures) found.append(QFileInfo(picture.path).fileName());
        });
        worker.scan(folder.path(), 3);
        QTRY_COMPARE(found.size(), 3);
        QCOMPARE(found.join(u' '), QStringLiteral("120000-3-c.png 000001-2-b.png 235959-1-a.png"));
    }

    void aClickShowsThePicture() {
        Studio studio;
        makePictures(studio, {"older", "newer"});
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(0).id);
        clickRow(studio, 1);
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(1).id);
        QVERIFY(studio.find<QLabel>("details")->text().contains(QStringLiteral("older")));
        QTRY_COMPARE(studio.model->viewer().image().size(), QSize(64, 64));
        const auto pixel = studio.model->viewer().image().pixel(5, 5);
        QCOMPARE(qRed(pixel), int(studio.model->gallery().at(1).request->seed & 255));
    }

    void anOlderPictureStaysWhileAnotherIsMade() {
        Studio studio;
        makePictures(studio, {"older"});
        studio.script->stepMilliseconds = 40;
        studio.typePrompt("newer");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(studio.model->viewer().showing(), Viewer::Showing::preview);
        clickRow(studio, 0);
        QCOMPARE(studio.model->viewer().showing(), Viewer::Showing::entry);
        QVERIFY(studio.find("showPreview")->isVisible());
        QTest::mouseClick(studio.find("showPreview"), Qt::LeftButton);
        QCOMPARE(studio.model->viewer().showing(), Viewer::Showing::preview);
        QVERIFY(studio.waitForPictures(2));
        QCOMPARE(studio.model->gallery().find(studio.model->viewer().entry())->request->prompt, "newer");
    }

    void restore_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("prompt");
        QTest::addColumn<bool>("seed");
        QTest::addColumn<bool>("steps");
        QTest::newRow("everything") << int(Qt::Key_R) << true << true << true;
        QTest::newRow("prompt") << int(Qt::Key_P) << true << false << false;
        QTest::newRow("seed") << int(Qt::Key_S) << false << true << false;
    }
    void restore() {
        QFETCH(int, key);
        QFETCH(bool, prompt);
        QFETCH(bool, seed);
        QFETCH(bool, steps);
        Studio studio;
        studio.model->request().change([](Request& r) { r.steps = 7; });
        makePictures(studio, {"to come back"});
        const Request made = *studio.model->gallery().at(0).request;
        studio.model->request().change([](Request& r) { r.steps = 3, r.seed = 12345; });
        studio.typePrompt("something else");

        clickRow(studio, 0);
        QTest::keyClick(studio.find("history"), Qt::Key(key));
        const Request& now = studio.model->request().chosen();
        QCOMPARE(now.prompt == "to come back", prompt);
        QCOMPARE(now.seed == made.seed, seed);
        QCOMPARE(now.steps == 7, steps);
        if (seed) QCOMPARE(studio.model->request().seedMode(), SeedMode::kept);
    }

    void restoringEverythingMakesTheSamePictureAgain() {
        Studio studio;
        makePictures(studio, {"twins"});
        studio.typePrompt("changed");
        clickRow(studio, 0);
        QTest::mouseClick(studio.find("restore"), Qt::LeftButton);
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(2));
        QVERIFY(*studio.model->gallery().at(0).request == *studio.model->gallery().at(1).request);
        QCOMPARE(QImage(studio.files()[0]), QImage(studio.files()[1]));
    }

    void theGalleryIsThereAtTheNextStart() {
        QTemporaryDir folder;
        std::unique_ptr<Studio> first = std::make_unique<Studio>();
        first->model->settings().setGalleryFolder(folder.path());
        makePictures(*first, {"one", "two"});
        const Request second = *first->model->gallery().at(0).request;
        first.reset();

        Studio next(std::make_shared<FakeScript>(), Studio::Start::later);
        next.model->settings().setGalleryFolder(folder.path());
        QFile(folder.filePath(QStringLiteral("broken.png"))).open(QIODevice::WriteOnly);
        next.workers->start();
        QTRY_COMPARE(next.model->gallery().size(), 2);
        QVERIFY(std::ranges::any_of(std::array{0, 1},
                                    [&](int row) { return *next.model->gallery().at(row).request == second; }));
        clickRow(next, 1);
        QTRY_COMPARE(next.model->viewer().image().size(), QSize(64, 64));
    }

    void copyAndTrash() {
        Studio studio;
        makePictures(studio, {"short lived"});
        clickRow(studio, 0);
        QTest::keyClick(studio.find("history"), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(64, 64));
        const QString path = studio.model->gallery().at(0).path;
        QTest::keyClick(studio.find("history"), Qt::Key_Delete);
        QTRY_COMPARE(studio.model->gallery().size(), 0);
        QVERIFY(!QFile::exists(path));
        const QDir trash(QDir::home().filePath(QStringLiteral(".local/share/Trash/files")));
        QCOMPARE(trash.entryList(QDir::Files), QStringList(QFileInfo(path).fileName()));
        QCOMPARE(studio.model->viewer().showing(), Viewer::Showing::nothing);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::HistoryTest)
#include "history_test.moc"
