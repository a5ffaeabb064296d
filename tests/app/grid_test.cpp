// SPDX-License-Identifier: Apache-2.0
// X/Y grids on their way: from the queue to the labelled picture in the gallery, over a restart.
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "panels/grid_dialog.h"
#include "studio/queue_journal.h"
#include "worker/file_worker.h"
#include "worker/grid_picture.h"

namespace lemnos::studio {
namespace {

using enum GridSetting;

Request base() {
    Request request;
    request.prompt = "a red cat, red";
    request.seed = 7;
    return request;
}

QImage filled(int width, int height, Qt::GlobalColor colour) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// Where a colour lies in a picture.
QRect placeOf(const QImage& picture, Qt::GlobalColor colour) {
    QRect place;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (picture.pixelColor(x, y) == QColor(colour)) place |= QRect(x, y, 1, 1);
    return place;
}

QRect inkIn(const QImage& picture, const QRect& place) {
    QRect ink;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            if (picture.rect().contains(x, y) && picture.pixelColor(x, y).lightness() < 128) ink |= QRect(x, y, 1, 1);
    return ink;
}

/// How many colours but white cover as much as a picture does.
int largeAreasOf(const QImage& picture) {
    QHash<QRgb, int> pixels;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) ++pixels[picture.pixel(x, y)];
    pixels.remove(qRgb(255, 255, 255));
    return int(std::ranges::count_if(pixels, [](int count) { return count >= 64 * 64; }));
}

/// Files for the cells of a grid.
struct Cells {
    QTemporaryDir folder;
    Grid grid(const QStringList& columns, const QStringList& rows, const QList<QImage>& images) const {
        Grid made{.title = QStringLiteral("test"), .columns = columns, .rows = rows, .cells = {}};
        for (const QImage& image : images) {
            GridCell cell;
            if (!image.isNull()) {
                cell.path = folder.filePath(QString::number(made.cells.size()) + QStringLiteral(".png"));
                image.save(cell.path);
            }
            made.cells.append(cell);
        }
        return made;
    }
};

/// Grids over a queue and a gallery, with nobody who paints.
struct Runs {
    JobQueue queue;
    Gallery gallery;
    GridRuns grids{queue, gallery};
    QueueJournal journal{queue, grids};
    QSignalSpy kept{&journal, &KeptFile::saveWanted};
    QSignalSpy wanted{&grids, &GridRuns::paintWanted};
    QSignalSpy finished{&grids, &GridRuns::finished};

    /// As StudioModel does when the running job has its picture.
    EntryId finishNext() {
        const JobId job = queue.running()->id;
        const FinishedPicture picture{.image = filled(64, 64, Qt::red),
                                      .request = queue.running()->request,
                                      .texts = {},
                                      .notes = {},
                                      .layer = {}};
        const EntryId entry = gallery.add(picture);
        grids.noteFinished(job, entry);
        queue.noteFinished(job, picture);
        return entry;
    }
};

}  // namespace

class GridTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void thePictureHasCellsAndLabels() {
        Cells files;
        const Grid grid =
            files.grid({QStringLiteral("Steps 10"), QStringLiteral("Steps 20")}, texts({"Seed 1", "Seed 2"}),
                       {filled(80, 40, Qt::red), filled(80, 40, Qt::green), QImage(), filled(40, 40, Qt::blue)});
        const QImage picture = gridPicture(grid).value();
        const QRect red = placeOf(picture, Qt::red), green = placeOf(picture, Qt::green),
                    blue = placeOf(picture, Qt::blue);
        QCOMPARE(red.size(), QSize(80, 40));
        QCOMPARE(blue.size(), QSize(40, 40));
        QVERIFY(red.right() < green.left() && red.top() == green.top());
        QVERIFY(blue.top() > green.bottom());
        QVERIFY(std::abs(blue.center().x() - green.center().x()) <= 1);  // in the middle of its cell
        QFont font;
        font.setPixelSize(12);
        const auto isWritten = [&](const char* label, const QRect& place) {
            return inkIn(picture, place).width() > QFontMetrics(font).horizontalAdvance(QLatin1StringView(label)) - 4;
        };
        QVERIFY(isWritten("Steps 10", {red.left(), 0, red.width(), red.top()}));
        QVERIFY(isWritten("Steps 20", {green.left(), 0, green.width(), green.top()}));
        QVERIFY(isWritten("Seed 1", {0, red.top(), red.left(), red.height()}));
    }

    void filesThatAreGoneStayEmpty() {
        Cells files;
        const Grid grid =
            files.grid(texts({"1", "2"}), {QString()}, {filled(80, 40, Qt::red), filled(80, 40, Qt::green)});
        QFile::remove(grid.cells[0].path);
        const QImage picture = gridPicture(grid).value();
        QVERIFY(placeOf(picture, Qt::red).isEmpty());
        QCOMPARE(placeOf(picture, Qt::green).size(), QSize(80, 40));
        QFile::remove(grid.cells[1].path);
        QVERIFY(gridPicture(grid).value().isNull());
    }

    void largeGridsStayBounded() {
        Cells files;
        const QImage large = filled(1024, 512, Qt::red);
        const Grid grid = files.grid(QStringList(30, QStringLiteral("1")), {QString()},
                                     QList<QImage>(29, large) + QList{filled(512, 256, Qt::blue)});
        const QImage picture = gridPicture(grid).value();
        QVERIFY(picture.width() < 13'000);
        QCOMPARE(placeOf(picture, Qt::blue).width(), 200);  // made smaller by as much as the others
    }

    void aClosingStudioDoesNotWaitForAGrid() {
        Cells files;
        CancelToken closing;
        closing.cancel();
        const auto picture = gridPicture(files.grid(texts({"1"}), {QString()}, {filled(8, 8, Qt::red)}), closing);
        QVERIFY(!picture && picture.error().kind == ErrorKind::cancelled);
    }

    void aGridIsMadeOfWhatIsSaved() {
        Runs runs;
        runs.grids.start(*planGrid(base(), {seed, QStringLiteral("1,2,3")}, {}));
        runs.queue.enqueue(base());
        const EntryId first = runs.finishNext();
        runs.queue.noteFailed(runs.queue.running()->id, {ErrorKind::out_of_memory, "full", {}});
        runs.queue.remove(runs.queue.running()->id);
        runs.queue.noteFailed(runs.queue.running()->id, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(runs.wanted.size(), 0);  // the first is not on the disk yet
        runs.gallery.noteSaved(first, QStringLiteral("/first.png"));
        QCOMPARE(runs.wanted.size(), 1);
        const Grid grid = runs.wanted[0][1].value<Grid>();
        QCOMPARE(grid.cells[0].path, QStringLiteral("/first.png"));
        QVERIFY(grid.cells[1].path.isEmpty() && grid.cells[2].path.isEmpty());
        QCOMPARE(runs.grids.grids().size(), 1);  // until its picture is there
        runs.grids.notePainted(runs.wanted[0][0].toInt(), filled(8, 8, Qt::red));
        QCOMPARE(runs.finished.size(), 1);
        QCOMPARE(runs.finished[0][0].value<FinishedPicture>().request.seed, 1U);
        QVERIFY(runs.grids.grids().isEmpty());
    }

    void nothingIsMadeOfNothing_data() {
        QTest::addColumn<bool>("isSaved");
        QTest::newRow("none was saved") << false;
        QTest::newRow("all deleted before they were painted") << true;
    }
    void nothingIsMadeOfNothing() {
        QFETCH(bool, isSaved);
        Runs runs;
        runs.grids.start(*planGrid(base(), {seed, QStringLiteral("1,2")}, {}));
        const EntryId first = runs.finishNext();
        if (isSaved) {
            runs.gallery.noteSaved(first, QStringLiteral("/first.png"));
        } else {
            runs.gallery.noteSaveFailed(first, QStringLiteral("full"));
            runs.gallery.remove(first);
        }
        runs.queue.cancelAll();
        runs.queue.noteFailed(runs.queue.running()->id, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(runs.wanted.size(), isSaved ? 1 : 0);
        QSignalSpy failed(&runs.grids, &GridRuns::failed);
        if (isSaved) runs.grids.notePainted(runs.wanted[0][0].toInt(), {});
        QCOMPARE(failed.size(), isSaved ? 1 : 0);
        QVERIFY(runs.grids.grids().isEmpty());
        QCOMPARE(runs.finished.size(), 0);
    }

    void aGridThatCannotBePaintedIsTold() {
        Runs runs;
        runs.grids.start(*planGrid(base(), {seed, QStringLiteral("1")}, {}));
        runs.gallery.noteSaved(runs.finishNext(), QStringLiteral("/first.png"));
        QSignalSpy failed(&runs.grids, &GridRuns::failed);
        runs.grids.noteNotPainted(runs.wanted[0][0].toInt(), QStringLiteral("full"));
        QCOMPARE(failed.size(), 1);
        QVERIFY(runs.grids.grids().isEmpty());
        QCOMPARE(runs.finished.size(), 0);
    }

    void whatIsNotKnownToBeSavedIsPaintedAgain() {
        Runs before;
        before.journal.noteRead({});
        before.grids.start(*planGrid(base(), {seed, QStringLiteral("1,2,3")}, {}));
        before.gallery.noteSaved(before.finishNext(), QStringLiteral("/first.png"));
        before.finishNext();
        QTRY_VERIFY(!before.kept.isEmpty());
        Runs after;
        after.journal.noteRead(before.kept.back()[1].toByteArray());
        QCOMPARE(after.queue.waiting(), 2);
        const QList<Grid> grids = after.grids.grids();
        QCOMPARE(grids.size(), 1);
        QCOMPARE(grids[0].title, QStringLiteral("Seed"));
        QCOMPARE(grids[0].columns, texts({"Seed 1", "Seed 2", "Seed 3"}));
        QCOMPARE(grids[0].rows, QStringList{QString()});
        QCOMPARE(grids[0].cells[0].path, QStringLiteral("/first.png"));
        const auto seedOf = [&](int cell) {
            const auto& waiting = after.queue.waitingJobs();
            const auto job = std::ranges::find(waiting, grids[0].cells[cell].job, &Job::id);
            return job == waiting.end() ? 0U : job->request.seed;
        };
        QCOMPARE(seedOf(1), 2U);
        QCOMPARE(seedOf(2), 3U);
        QCOMPARE(grids[0].cells[0].request.seed, 1U);  // for the grid's own record
    }

    void aKeptGridThatIsNoneIsSetAside_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("named");
        QTest::newRow("as it is") << QByteArray() << QByteArray() << QString();
        QTest::newRow("no title") << QByteArray("\"title\"") << QByteArray("\"name\"") << QStringLiteral("title");
        QTest::newRow("a job too many") << QByteArray("\"job\": 2") << QByteArray("\"job\": 9")
                                        << QStringLiteral("2 jobs");
        QTest::newRow("a job twice") << QByteArray("\"job\": 2") << QByteArray("\"job\": 1")
                                     << QStringLiteral("two cells");
        QTest::newRow("a job below the first")
            << QByteArray("\"job\": 2") << QByteArray("\"job\": 0") << QStringLiteral("job");
        QTest::newRow("labels are numbers") << QByteArray("\"Seed 1\"") << QByteArray("1") << QStringLiteral("columns");
        QTest::newRow("a column too many")
            << QByteArray("\"Seed 1\"") << QByteArray("\"Seed 1\", \"Seed 1\"") << QStringLiteral("2 cells");
        QTest::newRow("newer") << QByteArray("\"version\": 2") << QByteArray("\"version\": 3") << QStringLiteral("3");
    }
    void aKeptGridThatIsNoneIsSetAside() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, named);
        Runs runs;
        runs.journal.noteRead({});
        runs.grids.start(*planGrid(base(), {seed, QStringLiteral("1,2")}, {}));
        QTRY_VERIFY(!runs.kept.isEmpty());
        QByteArray bytes = runs.kept.back()[1].toByteArray();
        if (!from.isEmpty()) QVERIFY(bytes.contains(from));
        bytes.replace(from, to);
        Runs after;
        QSignalSpy aside(&after.journal, &KeptFile::setAsideWanted);
        QSignalSpy trouble(&after.journal, &KeptFile::trouble);
        after.journal.noteRead(bytes);
        QCOMPARE(aside.size(), named.isEmpty() ? 0 : 1);
        QCOMPARE(after.grids.grids().size(), named.isEmpty() ? 1 : 0);
        const bool isOurs = named != QStringLiteral("3");  // a newer version's jobs may not be what they seem
        QCOMPARE(after.queue.waiting(), isOurs ? 2 : 0);
        if (!named.isEmpty()) QVERIFY2(trouble[0][0].toString().contains(named), qPrintable(trouble[0][0].toString()));
    }

    void aGridGoesOnAfterARestart() {
        QTemporaryDir gallery;
        {
            Studio studio;
            studio.model->settings().setGalleryFolder(gallery.path());
            studio.script->stepMilliseconds = 20;
            studio.typePrompt("a red cat");
            QVERIFY(studio.model->startGrid({seed, QStringLiteral("1,2")}, {steps, QStringLiteral("2,500")}));
            // The second row takes long: the studio is closed in the middle of it.
            QTRY_COMPARE(studio.model->gallery().size(), 2);
            QTRY_COMPARE(studio.model->gallery().unsavedCount(), 0);
            QTRY_VERIFY(studio.script->runs().size() == 3U);
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::later, Studio::Memory::ofTheLast);
        next.model->settings().setGalleryFolder(gallery.path());
        next.workers->start();
        QTRY_COMPARE(next.model->queue().waiting(), 2);
        next.model->queue().resume();
        QVERIFY(next.waitForPictures(5));
        const GalleryEntry& grid = next.model->gallery().at(0);
        QCOMPARE(grid.request->seed, 1U);
        QVERIFY(grid.request->guidance_scale > 0 && !grid.request->sampler.empty());  // as it was painted
        // What was painted before the restart is in it, as large as what came after.
        const QImage picture(grid.path);
        QCOMPARE(largeAreasOf(picture), 4);
        QTRY_VERIFY(!bytesOf(next.model->journal().path()).contains("Steps"));
    }

    void aGridOfManyMegabytesIsShown() {
        Studio studio;
        const QString path = studio.folder.filePath(QStringLiteral("large.png"));
        QVERIFY(filled(6000, 6000, Qt::red).save(path));  // 137 MiB; Qt alone refuses more than 128
        FileWorker files;
        QSignalSpy loaded(&files, &FileWorker::loaded);
        files.load(1, path);
        QCOMPARE(loaded.size(), 1);
        QCOMPARE(loaded[0][1].value<QImage>().size(), QSize(6000, 6000));
    }

    void fromTheMenuToTheGallery() {
        Studio studio;
        studio.typePrompt("a red cat");
        studio.press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
        auto* const dialog = studio.window->findChild<GridDialog*>();
        QVERIFY(dialog);
        auto* const queue = dialog->findChild<QPushButton*>(QStringLiteral("gridQueue"));
        auto* const summary = dialog->findChild<QLabel*>(QStringLiteral("gridSummary"));
        QVERIFY(!queue->isEnabled());
        auto* const x = dialog->findChild<QLineEdit*>(QStringLiteral("gridXValues"));
        QTest::keyClicks(x, QStringLiteral("2, 3, y"));
        QVERIFY(!queue->isEnabled() && summary->text().contains(QLatin1Char('y')));
        QTest::keyClick(x, Qt::Key_Backspace);
        auto* const setting = dialog->findChild<QComboBox*>(QStringLiteral("gridYSetting"));
        setting->setFocus();
        QTest::keyClicks(setting, QStringLiteral("Words"));
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("gridYValues")), QStringLiteral("red,blue"));
        QVERIFY2(queue->isEnabled(), qPrintable(summary->text()));
        QVERIFY(summary->text().startsWith(QLatin1Char('4')));
        QTest::keyClick(x, Qt::Key_Return);
        QVERIFY(studio.waitForPictures(5));
        const auto runs = studio.script->runs();
        QCOMPARE(runs.size(), 4U);
        QVERIFY(runs[0].seed == runs[3].seed);  // one seed for all
        QCOMPARE(runs[3].prompt, "a blue cat");
        QCOMPARE(runs[3].steps, 3U);
        const GalleryEntry& grid = studio.model->gallery().at(0);
        QVERIFY(grid.size.width() > 2 * 64 && grid.size.height() > 2 * 64);
        QCOMPARE(studio.model->viewer().entry(), grid.id);
        QCOMPARE(studio.files().size(), 5);
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::GridTest)
#include "grid_test.moc"
