// SPDX-License-Identifier: Apache-2.0
// Jobs for a document that wait: over a restart, while another document takes its place, and while its corner moves.
#include <QLabel>
#include <QSignalSpy>

#include <nlohmann/json.hpp>

#include "app/canvas_studio.h"
#include "app/model_files.h"
#include "document/canvas_edits.h"
#include "studio/queue_journal.h"

namespace lemnos::studio {
namespace {

/// A queue and its journal, with nobody who paints.
struct Kept {
    JobQueue queue;
    Gallery gallery;
    GridRuns grids{queue, gallery};
    QueueJournal journal{queue, grids};
    QSignalSpy saved{&journal, &KeptFile::saveWanted};
};

/// The next start of the studio that was closed before.
struct NextStudio : Studio {
    NextStudio() : Studio(std::make_shared<FakeScript>(), Start::now, Memory::ofTheLast) {}
    Workspace& workspace() { return model->workspace(); }
    bool open(const QString& path) {
        Q_EMIT workspace().openWanted(path);
        return QTest::qWaitFor([&] { return workspace().path() == path; });
    }
    bool resume(int pictures) {
        model->queue().resume();
        return waitForPictures(pictures);
    }
};

/// Closed while a part of its document is painted and others wait.
struct ClosedStudio {
    static constexpr QRect selected{100, 100, 60, 40};
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("painting.ora"));
    QImage before;

    explicit ClosedStudio(int jobs) {
        CanvasStudio studio;
        studio.script->stepMilliseconds = 5000;
        studio.paintAll(QColor(10, 200, 30));
        before = studio.picture();
        studio.key(Qt::Key_U);
        studio.drag(selected.topLeft(), selected.bottomRight() + QPoint(1, 1));
        if (!studio.waitForButton("Fill")) qFatal("nothing is selected");
        studio.workspace().save(path);
        for (int i = 0; i < jobs; ++i) studio.generate("something");
        const auto isSaved = [&] { return !studio.workspace().isModified(); };
        if (!QTest::qWaitFor(isSaved)) qFatal("the document was not saved");
    }
};

Job canvasJob(const Contents& contents, CanvasAction action) {
    Job job;
    job.request.prompt = "a part";
    job.canvas = CanvasTask{.contents = contents, .box = {8, 16, 64, 32}, .action = action};
    return job;
}

}  // namespace

class CanvasQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void jobsForADocumentSurviveARestart() {
        const ClosedStudio closed(3);
        NextStudio next;
        QTRY_COMPARE(next.model->queue().waiting(), 3);
        QVERIFY(next.open(closed.path));
        QVERIFY(next.resume(3));
        Staging& staging = next.workspace().staging();
        QCOMPARE(staging.pictures().size(), 3);
        const Request request = next.script->runs().back();
        QCOMPARE(request.prompt, "something");
        QCOMPARE(request.mask_fill, MaskFill::blur);
        next.workspace().acceptStaged();
        const Contents& contents = next.workspace().document().contents();
        const QImage after = composed(contents, contents.rect());
        int different = 0;
        for (int y = 0; y < after.height(); ++y)
            for (int x = 0; x < after.width(); ++x) {
                if (!closed.selected.contains(x, y)) QCOMPARE(after.pixel(x, y), closed.before.pixel(x, y));
                different += after.pixel(x, y) != closed.before.pixel(x, y);
            }
        QCOMPARE(different, closed.selected.width() * closed.selected.height());
        QTRY_VERIFY(!bytesOf(next.model->journal().path()).contains("prompt"));
    }

    void aJobThatTheEngineHasNotLookedAtSurvives() {
        {
            CanvasStudio studio;
            studio.paintAll(Qt::blue);
            studio.workspace().setStrength(0.5);
            QVERIFY(studio.waitForButton("Refine"));
            studio.script->warmUpMilliseconds = 5000;
            Q_EMIT studio.model->modelChanged();  // the engine is busy with loading
            QTRY_VERIFY(studio.model->engine().state() == EngineStatus::State::preparing);
            studio.generate("while it loads");
            QVERIFY(studio.model->queue().running() && studio.script->runs().empty());
        }
        NextStudio next;
        QTRY_COMPARE(next.model->queue().waiting(), 1);
        QVERIFY(!next.model->queue().waitingJobs().front().request.init_image.empty());
    }

    void aLivePictureIsNotTakenIntoAnotherDocument() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.typePrompt("a part");
        studio.model->live().setOn(true);
        QTRY_VERIFY(studio.model->live().shown());
        studio.script->stepMilliseconds = 5000;
        studio.workspace().openNew(documentSize);
        QVERIFY(studio.workspace().staging().live().isNull());
        studio.model->takeLive();
        QCOMPARE(studio.contents().layers.size(), std::size_t(1));
        QCOMPARE(studio.model->gallery().size(), 1);
        QCOMPARE(studio.model->viewer().entry(), studio.model->gallery().at(0).id);
        studio.model->live().setOn(false);
    }

    void withoutTheirDocumentTheyGoToTheHistory() {
        const ClosedStudio closed(2);
        NextStudio next;
        QTRY_COMPARE(next.model->queue().waiting(), 2);
        next.workspace().openNew(documentSize);
        QVERIFY(next.resume(2));
        QVERIFY(next.workspace().staging().isEmpty());
        QVERIFY(next.model->notices().notice()->text.contains(QStringLiteral("history")));
    }

    void aFileThatCannotBeUsedIsNamed_data() {
        QTest::addColumn<QSize>("size");  // of what lies there; empty: nothing
        QTest::newRow("gone") << QSize(0, 0);
        QTest::newRow("of another size") << QSize(8, 8);
    }
    void aFileThatCannotBeUsedIsNamed() {
        QFETCH(QSize, size);
        const ClosedStudio closed(1);
        NextStudio next;
        QTRY_COMPARE(next.model->queue().waiting(), 1);
        const QString picture = QString::fromStdString(next.model->queue().waitingJobs().front().request.init_image);
        QVERIFY(QFile::remove(picture));
        if (!size.isEmpty()) QVERIFY(QImage(size, QImage::Format_RGB32).save(picture));
        next.model->queue().resume();
        const auto& notice = next.model->notices().notice();
        QTRY_VERIFY(notice && notice->text.contains(QFileInfo(picture).fileName()));
        QVERIFY(next.script->runs().empty());
        QFile::remove(picture);  // named by its content: the next row starts from the same
    }

    void anotherDocumentDoesNotGetWhatWasNotPaintedForIt() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        studio.script->stepMilliseconds = 30;
        studio.generate("for the first");
        QTRY_VERIFY(!studio.workspace().staging().preview().isNull());
        studio.workspace().openNew(documentSize);
        QVERIFY(studio.workspace().staging().preview().isNull());
        QSignalSpy seen(&studio.workspace().staging(), &Staging::previewChanged);
        QVERIFY(studio.waitForPictures(1));
        QVERIFY(studio.workspace().staging().isEmpty());
        QCOMPARE(seen.size(), 0);
    }

    void whatIsStagedStaysInItsPlaceWhileTheCornerMoves() {
        CanvasStudio studio;
        studio.paintAll(Qt::blue);
        const auto place = [&] { return studio.contents().fromPaper(studio.workspace().staging().current()->place); };
        QVERIFY(resizeCanvas(studio.workspace().document(), {-32, -16, 352, 256}));
        studio.script->stepMilliseconds = 30;
        studio.generate("more");
        QTRY_VERIFY(studio.model->queue().running());
        QVERIFY(resizeCanvas(studio.workspace().document(), {40, 8, 200, 200}));  // while it is painted
        QVERIFY(studio.waitForStaged(1));
        QCOMPARE(place(), QRect(32 - 40, 16 - 8, 320, 240));
        studio.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(place(), QRect(32, 16, 320, 240));
        studio.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(place(), QRect(0, 0, 320, 240));
        studio.key(Qt::Key_Return);
        QCOMPARE(studio.contents().layers.back().bounds(), QRect(0, 0, 320, 240));
    }

    void theFileSaysWhichDocumentItIs() {
        CanvasStudio studio;
        QVERIFY(resizeCanvas(studio.workspace().document(), {-32, 16, 352, 224}));
        const QString path = studio.folder.filePath(QStringLiteral("painting.ora"));
        QVERIFY(saveOpenRaster(path, studio.contents()));
        const auto opened = openOpenRaster(path);
        QVERIFY(opened);
        QCOMPARE(opened->contents.document, studio.contents().document);
        QCOMPARE(opened->contents.corner, QPoint(-32, 16));
        const QUuid first = studio.contents().document;
        studio.workspace().openNew(documentSize);
        QVERIFY(!first.isNull() && studio.contents().document != first);
    }

    void whatHasNoInputYetIsNotKept_data() {
        QTest::addColumn<int>("action");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("a picture from the prompt alone") << int(CanvasAction::generate) << true;
        QTest::newRow("refine") << int(CanvasAction::refine) << false;
        QTest::newRow("fill") << int(CanvasAction::fill) << false;
    }
    void whatHasNoInputYetIsNotKept() {
        QFETCH(int, action);
        QFETCH(bool, isKept);
        Kept kept;
        kept.journal.noteRead({});
        kept.queue.pause(Pause::byUser);
        const Job job = canvasJob(Document(documentSize).contents(), CanvasAction(action));
        const JobId id = kept.queue.enqueue(job.request, job.canvas);
        QTRY_COMPARE(kept.saved.size(), 1);
        QCOMPARE(kept.saved.back()[1].toByteArray().contains("a part"), isKept);
        kept.queue.noteInput({id}, QStringLiteral("/in.png"), QStringLiteral("/mask.png"));
        QTRY_VERIFY(kept.saved.back()[1].toByteArray().contains("/mask.png"));
    }

    void everyActionIsKept() {
        Contents contents = Document(documentSize).contents();
        contents.corner = {-5, 7};
        for (int action = 0; action <= int(CanvasAction::replaceBackground); ++action) {
            Kept before;
            before.journal.noteRead({});
            before.queue.pause(Pause::byUser);
            const Job job = canvasJob(contents, CanvasAction(action));
            const JobId id = before.queue.enqueue(job.request, job.canvas);
            before.queue.noteInput({id}, QStringLiteral("/in.png"), {});
            QTRY_VERIFY(!before.saved.isEmpty());
            Kept after;
            after.journal.noteRead(before.saved.back()[1].toByteArray());
            QCOMPARE(after.queue.waiting(), 1);
            const CanvasTask task = after.queue.waitingJobs().front().canvas.value();
            QCOMPARE(int(task.action), action);
            QCOMPARE(task.box, job.canvas->box);
            QCOMPARE(task.place(), job.canvas->place());
            QCOMPARE(task.contents.document, contents.document);
            QVERIFY(!task.hasLayers());
        }
    }

    void aTaskThatIsNoneIsSetAside_data() {
        QTest::addColumn<QByteArray>("canvas");
        QTest::addColumn<QByteArray>("named");
        const QByteArray good =
            R"({"document":"0a6d0d4e-5a5c-4f7e-9d0c-0d6d1f0b6a11","corner":[0,0],"box":[0,0,64,64],"action":"fill"})";
        const auto row = [&](const char* name, QByteArray from, const QByteArray& to, const char* named) {
            QTest::newRow(name) << QByteArray(good).replace(from, to) << QByteArray(named);
        };
        row("as it is", "fill", "fill", "");
        row("no document", "0a6d0d4e", "nobody", "document");
        row("an unknown action", "fill", "paint", "action");
        row("a box of three", "[0,0,64,64]", "[0,0,64]", "box");
        row("a box of words", "[0,0,64,64]", "\"all\"", "box");
        row("an empty box", "[0,0,64,64]", "[0,0,0,64]", "box");
        row("a corner out of reach", "[0,0],", "[0,9999999999],", "corner");
        row("a fraction", "[0,0],", "[0,1.5],", "corner");
        QTest::newRow("no object") << QByteArray("7") << QByteArray("canvas");
    }
    void aTaskThatIsNoneIsSetAside() {
        QFETCH(QByteArray, canvas);
        QFETCH(QByteArray, named);
        Kept kept;
        QSignalSpy trouble(&kept.journal, &KeptFile::trouble);
        const auto request = QByteArray::fromStdString(to_json(Request()).dump());
        kept.journal.noteRead(R"({"version":2,"jobs":[{"request":)" + request + R"(,"canvas":)" + canvas + "}]}");
        QCOMPARE(kept.queue.waiting(), named.isEmpty() ? 1 : 0);
        QCOMPARE(trouble.size(), named.isEmpty() ? 0 : 1);
        if (!named.isEmpty())
            QVERIFY2(trouble[0][0].toString().contains(QString::fromLatin1(named)),
                     qPrintable(trouble[0][0].toString()));
    }

    void whatIsDamagedDoesNotTakeTheRestAlong() {
        Kept kept;
        QSignalSpy trouble(&kept.journal, &KeptFile::trouble);
        QSignalSpy restored(&kept.journal, &QueueJournal::restored);
        using nlohmann::json;
        const auto job = [](const char* prompt) {
            Request request;
            request.prompt = prompt;
            return json{{"request", to_json(request)}};
        };
        const auto grid = [](const char* title, const json& firstJob, const json& secondJob) {
            return json{{"title", title},
                        {"columns", {"a", "b"}},
                        {"rows", {""}},
                        {"request", to_json(Request())},
                        {"cells", {{{"job", firstJob}}, {{"job", secondJob}}}}};
        };
        const json damaged{{"request", {{"prompt", 7}}}};
        const json all{{"version", 2},
                       {"jobs", {job("first"), damaged, job("third")}},
                       {"grids", {grid("whole", 2, 3), grid("none", 9, 1)}}};
        kept.journal.noteRead(QByteArray::fromStdString(all.dump()));
        QStringList prompts;
        for (const Job& waiting : kept.queue.waitingJobs())
            prompts.append(QString::fromStdString(waiting.request.prompt));
        QCOMPARE(prompts, QStringList({QStringLiteral("first"), QStringLiteral("third")}));
        QCOMPARE(restored[0][0].toInt(), 2);
        QCOMPARE(trouble.size(), 1);  // of the first entry: the file is kept under another name
        QVERIFY2(trouble[0][0].toString().contains(QStringLiteral("request")), qPrintable(trouble[0][0].toString()));
        const QList<Grid> grids = kept.grids.grids();
        QCOMPARE(grids.size(), 1);
        QCOMPARE(grids[0].title, QStringLiteral("whole"));
        QCOMPARE(grids[0].cells[0].job, JobId(0));
        QCOMPARE(grids[0].cells[1].job, kept.queue.waitingJobs()[1].id);
        QCOMPARE(grids[0].cells[1].request.prompt, std::string("third"));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::CanvasQueueTest)
#include "canvas_queue_test.moc"
