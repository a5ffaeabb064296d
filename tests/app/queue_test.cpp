// SPDX-License-Identifier: Apache-2.0
// The queue: order, front and back, removing, pausing, and what is left of it after a restart.
#include <memory>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include "app/model_files.h"
#include "app/studio_fixture.h"
#include "item_models/queue_model.h"

namespace lemnos::studio {
namespace {

Request called(const char* prompt) {
    Request request;
    request.prompt = prompt;
    request.width = 64;
    request.height = 32;
    request.steps = 3;
    return request;
}

/// Prompts of those that wait.
QString waiting(const JobQueue& queue) {
    QString prompts;
    for (const Job& job : queue.waitingJobs()) prompts += QString::fromStdString(job.request.prompt);
    return prompts;
}

/// A queue whose first job runs and never ends: the others wait as they are called.
struct Waiting {
    explicit Waiting(const char* prompts) {
        queue.enqueue(called("running"));
        for (const char* letter = prompts; *letter; ++letter) queue.enqueue(called(std::string(1, *letter).c_str()));
    }
    JobId job(char letter) const {
        for (const Job& job : queue.waitingJobs())
            if (job.request.prompt == std::string(1, letter)) return job.id;
        return 0;
    }
    JobQueue queue;
    RequestModel usual;
};

/// A studio that paints slowly, with its queue on view; "running" runs, the others wait.
struct Busy : Studio {
    explicit Busy(std::initializer_list<const char*> prompts) {
        script->stepMilliseconds = 5000;
        for (const char* prompt : prompts) {
            typePrompt(prompt);
            press(Qt::Key_Return, Qt::ControlModifier);
        }
        press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
        list = find<QListView>("queue");
    }
    QString waits() const { return waiting(model->queue()); }
    void choose(int row) {
        list->setFocus();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(row, 0)).center());
    }
    QListView* list;
};

}  // namespace

class QueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { isolateSettings(); }

    void moves_data() {
        QTest::addColumn<char>("which");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("expected");
        QTest::newRow("to the front") << 'c' << 0 << QStringLiteral("cabd");
        QTest::newRow("to the end") << 'a' << 3 << QStringLiteral("bcda");
        QTest::newRow("beyond the end") << 'a' << 99 << QStringLiteral("bcda");
        QTest::newRow("before the front") << 'b' << -5 << QStringLiteral("bacd");
        QTest::newRow("one down") << 'b' << 2 << QStringLiteral("acbd");
        QTest::newRow("nowhere") << 'b' << 1 << QStringLiteral("abcd");
        QTest::newRow("one that is not there") << 'x' << 0 << QStringLiteral("abcd");
    }
    void moves() {
        QFETCH(char, which);
        QFETCH(int, row);
        QFETCH(QString, expected);
        Waiting w("abcd");
        w.queue.move(w.job(which), row);
        QCOMPARE(waiting(w.queue), expected);
    }

    void modelFollowsTheQueue() {
        Waiting w("abcd");
        QueueModel model(w.queue, w.usual);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(model.index(0).data().toString().startsWith(QStringLiteral("running\nRunning · 64 × 32 · seed 0 · ")));
        QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsDragEnabled));
        w.queue.move(w.job('a'), 2);
        w.queue.move(w.job('d'), 0);
        w.queue.remove(w.job('b'));
        w.queue.enqueue(called("e"), {}, 1);
        QCOMPARE(waiting(w.queue), QStringLiteral("deca"));
        for (int row = 0; row < 4; ++row)
            QCOMPARE(model.index(row + 1).data().toString().left(1), waiting(w.queue).mid(row, 1));
        const JobId running = w.queue.running()->id;
        w.queue.noteFailed(running, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(w.queue.running()->request.prompt, "d");
        QCOMPARE(model.rowCount(), 4);
        w.queue.cancelAll();
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0).data().toString().contains(QStringLiteral("Cancelling")));
    }

    void openSettingsAreShownAsTheModelHasThem() {
        Waiting w("a");
        Request open = called("open");
        open.width = open.height = open.steps = 0;
        w.queue.enqueue(open);
        const QueueModel model(w.queue, w.usual);
        QVERIFY(!model.index(2).data().toString().contains(QStringLiteral("×")));
        Request defaults = called("");
        defaults.width = 768;
        w.usual.setDefaults(defaults);
        QVERIFY(model.index(2).data().toString().startsWith(QStringLiteral("open\n768 × 32 · seed 0 · ")));
    }

    void drops_data() {
        QTest::addColumn<char>("which");
        QTest::addColumn<int>("row");  // of the list, whose first is the running one
        QTest::addColumn<QString>("expected");
        QTest::newRow("above all") << 'c' << 1 << QStringLiteral("cab");
        QTest::newRow("above the running one") << 'c' << 0 << QStringLiteral("cab");
        QTest::newRow("below all") << 'a' << 4 << QStringLiteral("bca");
        QTest::newRow("into the void") << 'a' << -1 << QStringLiteral("bca");
        QTest::newRow("between") << 'a' << 3 << QStringLiteral("bac");
        QTest::newRow("where it is") << 'b' << 2 << QStringLiteral("abc");
        QTest::newRow("below itself") << 'b' << 3 << QStringLiteral("abc");
    }
    void drops() {
        QFETCH(char, which);
        QFETCH(int, row);
        QFETCH(QString, expected);
        Waiting w("abc");
        QueueModel model(w.queue, w.usual);
        const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(w.job(which))}));
        (void)model.dropMimeData(data.get(), Qt::MoveAction, row, 0, {});
        QCOMPARE(waiting(w.queue), expected);
    }

    void strangersAreNotDropped() {
        Waiting w("ab");
        QueueModel model(w.queue, w.usual);
        QMimeData text;
        text.setText(QStringLiteral("2"));
        (void)model.dropMimeData(&text, Qt::MoveAction, 1, 0, {});
        const std::unique_ptr<QMimeData> gone(model.mimeData({model.indexOf(w.job('b'))}));
        w.queue.remove(w.job('b'));
        (void)model.dropMimeData(gone.get(), Qt::MoveAction, 1, 0, {});
        QCOMPARE(waiting(w.queue), QStringLiteral("a"));
    }

    void keysReorderAndRemove() {
        Busy studio({"running", "a", "b", "c"});
        QCOMPARE(studio.waits(), QStringLiteral("abc"));
        studio.choose(3);
        studio.press(Qt::Key_Up, Qt::AltModifier);
        studio.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(studio.waits(), QStringLiteral("cab"));
        studio.press(Qt::Key_Up, Qt::AltModifier);  // not before the running one
        studio.press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(studio.waits(), QStringLiteral("acb"));
        studio.press(Qt::Key_Delete);
        QCOMPARE(studio.waits(), QStringLiteral("ab"));
        QVERIFY(studio.list->currentIndex().isValid());
        studio.find("moreSettings")->setFocus();
        studio.press(Qt::Key_Delete);  // elsewhere it is not the queue's
        QCOMPARE(studio.waits(), QStringLiteral("ab"));
        studio.choose(0);
        studio.press(Qt::Key_Delete);
        QVERIFY(studio.model->queue().isCancelling());
    }

    void keysCanBeOthers() {
        Busy studio({"running", "a", "b"});
        studio.model->shortcuts().setKeys(QStringLiteral("queue.earlier"), {QKeySequence(Qt::CTRL | Qt::Key_F9)});
        studio.choose(2);
        studio.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(studio.waits(), QStringLiteral("ab"));
        studio.choose(2);
        studio.press(Qt::Key_F9, Qt::ControlModifier);
        QCOMPARE(studio.waits(), QStringLiteral("ba"));
        QVERIFY(studio.find<QToolButton>("queueUp")->toolTip().contains(QStringLiteral("Ctrl+F9")));
    }

    void buttonsDoTheSame() {
        Busy studio({"running", "a", "b"});
        auto* const up = studio.find<QToolButton>("queueUp");
        auto* const down = studio.find<QToolButton>("queueDown");
        studio.choose(2);
        QVERIFY(up->isEnabled() && !down->isEnabled());
        QTest::mouseClick(up, Qt::LeftButton);
        QCOMPARE(studio.waits(), QStringLiteral("ba"));
        QVERIFY(!up->isEnabled() && down->isEnabled());
        QTest::mouseClick(down, Qt::LeftButton);
        QCOMPARE(studio.waits(), QStringLiteral("ab"));
        QTest::mouseClick(studio.find("queueRemove"), Qt::LeftButton);
        QCOMPARE(studio.waits(), QStringLiteral("a"));
        studio.choose(0);
        QVERIFY(!up->isEnabled() && !down->isEnabled());
        QTest::mouseClick(studio.find("queueClear"), Qt::LeftButton);
        QCOMPARE(studio.model->queue().waiting(), 0);
        QVERIFY(studio.model->queue().isCancelling());
    }

    void dragReorders() {
        Busy studio({"running", "a", "b", "c"});
        // As the view does it when a drag ends; its own loop waits for a window system.
        auto* const model = studio.list->model();
        const std::unique_ptr<QMimeData> data(model->mimeData({model->index(3, 0)}));
        QVERIFY(model->canDropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
        QVERIFY(model->flags(model->index(3, 0)) & Qt::ItemIsDragEnabled);
        QVERIFY(studio.list->dragEnabled() && studio.list->acceptDrops());
        (void)model->dropMimeData(data.get(), Qt::MoveAction, 1, 0, {});
        QCOMPARE(studio.waits(), QStringLiteral("cab"));
    }

    void ctrlShiftEnterGoesToTheFront() {
        Busy studio({"running", "a"});
        studio.model->request().setCount(2);
        studio.typePrompt("f");
        studio.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(studio.waits(), QStringLiteral("ffa"));
        QVERIFY(studio.model->queue().waitingJobs()[0].request.seed + 1 ==
                studio.model->queue().waitingJobs()[1].request.seed);  // in their order
        QCOMPARE(studio.find<QToolButton>("showQueue")->text(), QStringLiteral("Queue: 3"));
    }

    void inFrontOfAnIdleQueueItRuns() {
        Studio studio;
        studio.model->request().setCount(3);
        studio.typePrompt("f");
        studio.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(studio.waitForPictures(3));
        const auto runs = studio.script->runs();
        QVERIFY(runs[0].seed + 1 == runs[1].seed && runs[1].seed + 1 == runs[2].seed);
    }

    void aPausedQueueWaits() {
        Studio studio;
        studio.press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const pause = studio.find<QPushButton>("queuePause");
        QTest::mouseClick(pause, Qt::LeftButton);
        QCOMPARE(pause->text(), QStringLiteral("Resume"));
        studio.typePrompt("later");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(studio.model->queue().waiting(), 1);
        QVERIFY(!studio.model->queue().running());
        QVERIFY(studio.model->notices().notice()->text.contains(QStringLiteral("paused")));
        QVERIFY(studio.find<QLabel>("jobStatus")->text().startsWith(QStringLiteral("Paused; 1")));
        QTest::mouseClick(pause, Qt::LeftButton);
        QVERIFY(studio.waitForPictures(1));
        QCOMPARE(pause->text(), QStringLiteral("Pause"));
    }

    void aPauseOfTheUsersOutlastsAFailedSave() {
        JobQueue queue;
        queue.pause(Pause::byUser);
        queue.pause(Pause::unsaved);
        queue.enqueue(called("a"));
        queue.resume(Pause::unsaved);
        QVERIFY(queue.isPaused() && !queue.running());
        queue.pause(Pause::unsaved);
        queue.resume(Pause::byUser);
        QVERIFY(queue.isPaused() && !queue.running());
        queue.resume(Pause::unsaved);
        QVERIFY(!queue.isPaused() && queue.running());
    }

    void whoeverWillHaveNoPictureIsTold() {
        Waiting w("ab");
        QSignalSpy dropped(&w.queue, &JobQueue::dropped);
        const JobId a = w.job('a'), b = w.job('b'), running = w.queue.running()->id;
        w.queue.remove(a);
        w.queue.cancelAll();
        w.queue.noteFailed(running, {ErrorKind::cancelled, "stopped", {}});
        QCOMPARE(dropped.size(), 3);
        QCOMPARE(dropped[0][0].value<JobId>(), a);
        QCOMPARE(dropped[1][0].value<JobId>(), b);
        QCOMPARE(dropped[2][0].value<JobId>(), running);
    }

    void theQueueSurvivesARestart() {
        {
            Busy studio({"running", "a", "b"});
            QTRY_VERIFY(!studio.script->runs().empty());
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QTRY_COMPARE(next.model->queue().waiting(), 3);
        QCOMPARE(waiting(next.model->queue()), QStringLiteral("runningab"));
        QVERIFY(next.model->queue().isPaused() && !next.model->queue().running());
        QVERIFY(next.model->notices().notice()->text.contains(QStringLiteral("3")));
        auto* const resume = next.find("noticeBar")->findChild<QPushButton*>();
        QCOMPARE(resume->text(), QStringLiteral("Resume"));
        QTest::mouseClick(resume, Qt::LeftButton);
        QVERIFY(next.waitForPictures(3));
        QCOMPARE(next.script->runs().front().prompt, "running");
        QTRY_VERIFY(!bytesOf(next.model->journal().path()).contains("prompt"));  // nothing is left to be painted
    }

    void whatIsOfThisMomentOnlyIsNotKept() {
        JobQueue queue;
        Gallery gallery;
        GridRuns grids(queue, gallery);
        QueueJournal journal(queue, grids);
        journal.noteRead({});
        QSignalSpy saved(&journal, &KeptFile::saveWanted);
        const auto enqueue = [&](const char* prompt) {
            Request request;
            request.prompt = prompt;
            return queue.enqueue(request, {});
        };
        journal.leaveOut(enqueue("live"));
        enqueue("to stay");
        QTRY_COMPARE(saved.size(), 1);  // once for both
        QVERIFY(saved[0][1].toByteArray().contains("to stay"));
        QVERIFY(!saved[0][1].toByteArray().contains("live"));
    }

    void nothingIsWrittenBeforeItWasRead_data() {
        QTest::addColumn<QByteArray>("kept");
        QTest::addColumn<bool>("canBeSetAside");
        QTest::addColumn<int>("saves");  // the last of them has what is new
        QTest::newRow("no file yet") << QByteArray() << true << 1;
        QTest::newRow("what was kept") << QByteArray(R"({"prompts":[{"prompt":"old","negative":""}]})") << true << 1;
        QTest::newRow("set aside") << QByteArray("{") << true << 1;
        QTest::newRow("not to be set aside") << QByteArray("{") << false << 0;
    }
    void nothingIsWrittenBeforeItWasRead() {
        QFETCH(QByteArray, kept);
        QFETCH(bool, canBeSetAside);
        QFETCH(int, saves);
        PromptHistory history;
        QSignalSpy saved(&history, &KeptFile::saveWanted);
        QSignalSpy aside(&history, &KeptFile::setAsideWanted);
        history.add({"new", ""});
        QCOMPARE(saved.size(), 0);
        history.noteRead(kept);
        if (!aside.isEmpty()) {
            QCOMPARE(saved.size(), 0);
            canBeSetAside ? history.noteSetAside() : history.noteUnreadable(QStringLiteral("it stays."));
        }
        history.add({"newer", ""});
        QCOMPARE(saved.size() > 0, saves > 0);
        if (saves == 0) return;
        const QByteArray last = saved.back()[1].toByteArray();
        QVERIFY(last.contains("newer") && last.contains("\"new\""));
        QCOMPARE(last.contains("old"), kept.contains("old"));
    }

    void whatWasCancelledDoesNotComeBack() {
        {
            Busy studio({"running", "a", "b"});
            studio.press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        }
        Studio next(std::make_shared<FakeScript>(), Studio::Start::now, Studio::Memory::ofTheLast);
        QTest::qWait(100);
        QCOMPARE(next.model->queue().size(), 0);
        QVERIFY(!next.model->queue().isPaused());
    }

    void aJournalThatIsNoneIsSetAside() {
        Studio studio(std::make_shared<FakeScript>(), Studio::Start::later);
        const QString path = studio.model->journal().path();
        QFile::remove(path + QStringLiteral(".damaged"));
        QDir().mkpath(QFileInfo(path).path());
        const QByteArray bytes = R"({"jobs": [{"prompt": "x", "steps": -4}]})";
        writeBytes(path, bytes);
        studio.workers->start();
        QTRY_COMPARE(bytesOf(path + QStringLiteral(".damaged")), bytes);
        QCOMPARE(studio.model->queue().size(), 0);
        studio.typePrompt("x");
        studio.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(studio.waitForPictures(1));
    }
};

}  // namespace lemnos::studio

QTEST_MAIN(lemnos::studio::QueueTest)
#include "queue_test.moc"
