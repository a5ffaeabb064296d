// SPDX-License-Identifier: Apache-2.0
// Downloads over bad servers and bad lines: what comes to its end is right to the last byte, what does not says why and
// leaves nothing false; and what was interrupted, by whatever, goes on. `app_download_test fetch URL GOAL BYTES SHA256`
// is the program that is killed in the middle.
#include <csignal>
#include <random>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/naughty_server.h"
#include "support/patient.h"
#include "worker/download.h"

namespace lemnos::studio {
namespace {

QByteArray noise(qsizetype size, unsigned seed) {
    QByteArray bytes(size, Qt::Uninitialized);
    std::mt19937 random(seed);
    for (char& byte : bytes) byte = char(random());
    return bytes;
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString digestOf(const QByteArray& bytes) {
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

constexpr qsizetype modelBytes = 300'001;
const DownloadLimits impatient{
    .stallMilliseconds = 250, .tries = 3, .pauseMilliseconds = 10, .worthwhileBytes = 40'000, .spareBytes = 0};

/// A folder, a server with a model, and downloads of it.
struct Line {
    explicit Line(QList<Habit> habits = {Habit::proper}) { server.habits = std::move(habits); }

    DownloadJob job() const {
        return {.id = QStringLiteral("model"),
                .url = server.url(),
                .goal = goal,
                .bytes = model.size(),
                .sha256 = digestOf(model)};
    }
    /// Runs one download to its end and returns what it said: "finished", "cancelled" or the message.
    QString run(const DownloadJob& job, const DownloadLimits& limits = impatient) {
        Download download(network, job, limits, CancelToken());
        QString outcome;
        int outcomes = 0;
        const auto end = [&](const QString& said) {
            outcome = said;
            ++outcomes;
        };
        QObject::connect(&download, &Download::finished, [&] { end(QStringLiteral("finished")); });
        QObject::connect(&download, &Download::cancelled, [&] { end(QStringLiteral("cancelled")); });
        QObject::connect(&download, &Download::failed, end);
        QObject::connect(&download, &Download::progressed, [&](const DownloadProgress& now) {
            progress.append(now);
            if (onProgress) onProgress(download);
        });
        download.start();
        if (!QTest::qWaitFor([&] { return outcomes > 0; }, lemnos::testing::patience_milliseconds))
            return QStringLiteral("no end");
        QTest::qWait(30);
        return outcomes == 1 ? outcome : QStringLiteral("%1 ends").arg(outcomes);
    }
    QString run() { return run(job()); }
    QString part() const { return goal + QStringLiteral(".part"); }
    QStringList files() const { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    const QByteArray model = noise(modelBytes, 1);
    NaughtyServer server{model};
    QTemporaryDir folder;
    const QString goal = folder.filePath(QStringLiteral("dreams.safetensors"));
    QNetworkAccessManager network;
    QList<DownloadProgress> progress;
    std::function<void(Download&)> onProgress;
};

const QStringList onlyTheModel{QStringLiteral("dreams.safetensors")};
const QStringList onlyAPart{QStringLiteral("dreams.safetensors.part"), QStringLiteral("dreams.safetensors.part.json")};

int fetch(const QStringList& arguments) {
    QNetworkAccessManager network;
    Download download(network,
                      {.id = {},
                       .url = QUrl(arguments[2]),
                       .goal = arguments[3],
                       .bytes = arguments[4].toLongLong(),
                       .sha256 = arguments[5]},
                      impatient, CancelToken());
    QObject::connect(&download, &Download::finished, qApp, &QCoreApplication::quit);
    QObject::connect(&download, &Download::failed, [] { QCoreApplication::exit(1); });
    download.start();
    return QCoreApplication::exec();
}

}  // namespace

class DownloadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyServer_data() {
        QTest::addColumn<QList<Habit>>("habits");
        QTest::addColumn<QString>("outcome");  // a part of it
        QTest::addColumn<int>("requests");     // 0: whatever
        QTest::addColumn<QStringList>("left");
        using enum Habit;
        const auto row = [](const char* name, QList<Habit> habits, const char* outcome, int requests,
                            const QStringList& left) {
            QTest::newRow(name) << habits << QString::fromLatin1(outcome) << requests << left;
        };
        row("proper", {proper}, "finished", 1, onlyTheModel);
        row("cut in the middle", {cutInTheMiddle, proper}, "finished", 2, onlyTheModel);
        row("cut again and again", {cutInTheMiddle, cutInTheMiddle, cutInTheMiddle, cutInTheMiddle, proper}, "finished",
            5, onlyTheModel);
        row("cut for ever", {cutInTheMiddle, cutAtOnce}, "What has come is kept", 0, onlyAPart);
        row("cut at once", {cutAtOnce}, "dreams.safetensors: ", 0, {});
        row("stands still", {standsStill, proper}, "finished", 2, onlyTheModel);
        row("stands still for ever", {standsStill, neverAnswers}, "nothing came for", 4, onlyAPart);
        row("never answers", {neverAnswers}, "nothing came for", 3, {});
        row("ignores Range", {cutInTheMiddle, ignoresRange}, "finished", 2, onlyTheModel);
        row("knows no Range and is cut", {cutInTheMiddle, ignoresRange, proper}, "finished", 2, onlyTheModel);
        row("another part", {cutInTheMiddle, wrongRange, proper}, "finished", 3, onlyTheModel);
        row("another part for ever", {cutInTheMiddle, wrongRange}, "finished", 3, onlyTheModel);
        row("refuses the rest", {cutInTheMiddle, refusesRange}, "finished", 3, onlyTheModel);
        row("a longer file since", {cutInTheMiddle, otherTotal}, "has 300,002 bytes, not 300,001", 2, onlyAPart);
        row("wrong bytes", {wrongBytes}, "it was deleted", 1, {});
        row("wrong rest", {cutInTheMiddle, wrongBytes}, "it was deleted", 2, {});
        row("claims less", {claimsLess}, "has 300,000 bytes, not 300,001", 1, {});
        row("claims more", {claimsMore}, "has 300,002 bytes, not 300,001", 1, {});
        row("says no length", {saysNoLength}, "finished", 1, onlyTheModel);
        row("sends less", {sendsLess, proper}, "finished", 2, onlyTheModel);
        row("endless", {endless}, "has 300,002 bytes, not 300,001", 1, {});
        row("not found", {notFound}, "the server answers 404 Not Found", 1, {});
        row("overloaded", {overloaded, overloaded, proper}, "finished", 3, onlyTheModel);
        row("overloaded for ever", {overloaded}, "What has come is kept", 3, {});
        row("redirects", {redirectsToHere}, "finished", 2, onlyTheModel);
        row("redirects to http", {redirectsToHttp}, "which is not secure", 1, {});
        row("redirects in a circle", {redirectsRound}, "sends on and on", 11, {});
    }
    void everyServer() {
        QFETCH(QList<Habit>, habits);
        QFETCH(QString, outcome);
        QFETCH(int, requests);
        QFETCH(QStringList, left);
        Line line(habits);
        const QString said = line.run();
        QVERIFY2(said.contains(outcome), qPrintable(said));
        if (requests > 0) QCOMPARE(line.server.asked.size(), requests);
        QCOMPARE(line.files(), left);
        if (left == onlyTheModel) QVERIFY(bytesOf(line.goal) == line.model);
        if (left == onlyAPart) QVERIFY(line.model.startsWith(bytesOf(line.part())));
    }

    void theNextTimeGoesOn() {
        Line line({Habit::cutInTheMiddle, Habit::cutAtOnce});
        QVERIFY(line.run() != QStringLiteral("finished"));
        const qint64 part = QFileInfo(line.part()).size();
        QCOMPARE(part, modelBytes / 3);
        line.server.habits = {Habit::proper};
        line.server.sent = 0;
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QCOMPARE(line.server.sent, modelBytes - part);
        QCOMPARE(line.server.asked.back().value("range"), "bytes=" + QByteArray::number(part) + '-');
        QCOMPARE(line.server.asked.back().value("if-range"), QByteArray("\"one\""));
        QCOMPARE(line.server.asked.back().value("accept-encoding"), QByteArray("identity"));
        QVERIFY(bytesOf(line.goal) == line.model);
    }

    void anotherFileSinceIsNotMixedIn() {
        Line line({Habit::cutInTheMiddle, Habit::cutAtOnce});
        line.server.content = noise(modelBytes, 2);  // at first an older one
        line.server.tag = "\"old\"";
        QVERIFY(line.run() != QStringLiteral("finished"));
        line.server.content = line.model;
        line.server.tag = "\"new\"";
        line.server.habits = {Habit::proper};
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(bytesOf(line.goal) == line.model);
    }

    void mixedBytesAreNoticed() {
        Line line({Habit::cutInTheMiddle, Habit::cutAtOnce});
        line.server.content = noise(modelBytes, 2);
        QVERIFY(line.run() != QStringLiteral("finished"));
        line.server.content = line.model;
        line.server.tag = "\"new\"";
        line.server.habits = {Habit::ignoresIfRange};
        QVERIFY(line.run().contains(QStringLiteral("it was deleted")));
        QCOMPARE(line.files(), QStringList());
        QCOMPARE(line.run(), QStringLiteral("finished"));
    }

    void aWeakTagIsNotTrusted() {
        Line line({Habit::cutInTheMiddle, Habit::proper});
        line.server.tag = "W/\"one\"";
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(!line.server.asked.back().contains("if-range"));
    }

    void aPartOfSomethingElseIsNotUsed_data() {
        QTest::addColumn<QByteArray>("note");
        QTest::newRow("no note") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("of other bytes") << QByteArray(R"({"version":1,"bytes":300001,"sha256":"00","validator":"x"})");
    }
    void aPartOfSomethingElseIsNotUsed() {
        QFETCH(QByteArray, note);
        Line line;
        for (const auto& [ending, bytes] : {std::pair(".part", QByteArray("something else")), {".part.json", note}}) {
            QFile file(line.goal + QLatin1StringView(ending));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(!line.server.asked.front().contains("range"));
        QCOMPARE(line.files(), onlyTheModel);
    }

    void whatIsThereStays() {
        Line line;
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QCOMPARE(line.run(), QStringLiteral("finished"));  // the same bytes
        QCOMPARE(line.server.asked.size(), 1);
        QFile file(line.goal);
        for (const QByteArray& other : {QByteArray("mine"), noise(modelBytes, 3)}) {
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(other) == other.size());
            file.close();
            QVERIFY(line.run().contains(QStringLiteral("is already there with another content")));
            QVERIFY(bytesOf(line.goal) == other);
            QCOMPARE(line.files(), onlyTheModel);
        }
        QCOMPARE(line.server.asked.size(), 1);
    }

    void aFileThatAppearsMeanwhileStays() {
        Line line({Habit::slow});
        line.onProgress = [&](Download&) {
            QFile file(line.goal);
            if (file.open(QIODevice::WriteOnly)) file.write("mine");
        };
        QVERIFY(line.run().contains(QStringLiteral("already exists")));
        QCOMPARE(bytesOf(line.goal), QByteArray("mine"));
    }

    void cancellingKeepsThePart() {
        Line line({Habit::slow});
        line.onProgress = [](Download& download) { QTimer::singleShot(0, &download, &Download::cancel); };
        QCOMPARE(line.run(), QStringLiteral("cancelled"));
        QCOMPARE(line.files(), onlyAPart);
        QVERIFY(QFileInfo(line.part()).size() > 0);
        line.onProgress = {};
        line.server.habits = {Habit::proper};
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(line.server.asked.back().contains("range"));
    }

    void progressIsTold() {
        Line line({Habit::slow});
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(line.progress.size() >= 2);
        const DownloadProgress& last = line.progress.back();
        QCOMPARE(last.total, modelBytes);
        QVERIFY(last.bytesPerSecond > 0 && last.remainingSeconds() && *last.remainingSeconds() < 60);
        for (qsizetype i = 1; i < line.progress.size(); ++i)
            QVERIFY(line.progress[i].received > line.progress[i - 1].received);
    }

    void pausesAreTold() {
        Line line({Habit::overloaded, Habit::proper});
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY(!line.progress.front().waiting.isEmpty());
    }

    void aFullDiskIsToldBefore() {
        Line line;
        DownloadLimits limits = impatient;
        limits.freeBytes = [](const QString&) { return modelBytes - 1; };
        QVERIFY(line.run(line.job(), limits).contains(QStringLiteral("GB free")));
        QCOMPARE(line.server.asked.size(), 0);
        limits.freeBytes = [](const QString&) { return modelBytes; };
        QCOMPARE(line.run(line.job(), limits), QStringLiteral("finished"));
    }

    void onlyWhatIsMissingNeedsSpace() {
        Line line({Habit::cutInTheMiddle, Habit::cutAtOnce});
        QVERIFY(line.run() != QStringLiteral("finished"));
        line.server.habits = {Habit::proper};
        DownloadLimits limits = impatient;
        limits.freeBytes = [](const QString&) { return modelBytes - modelBytes / 3; };
        QCOMPARE(line.run(line.job(), limits), QStringLiteral("finished"));
    }

    void badWishes_data() {
        QTest::addColumn<QString>("url");
        for (const char* url : {"http://192.0.2.1/model", "ftp://127.0.0.1/model", "file:///etc/passwd", "model", ""})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void badWishes() {
        QFETCH(QString, url);
        Line line;
        DownloadJob job = line.job();
        job.url = QUrl(url);
        QVERIFY(line.run(job).contains(QStringLiteral("is not an https address")));
        QCOMPARE(line.files(), QStringList());
    }

    void twoAtOnceDoNotWriteOneFile() {
        Line line({Habit::slow});
        QString second;
        line.onProgress = [&](Download&) {
            if (!second.isEmpty()) return;
            second = QStringLiteral("?");
            Download other(line.network, line.job(), impatient, CancelToken());
            connect(&other, &Download::failed, this, [&](const QString& message) { second = message; });
            other.start();
        };
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QVERIFY2(second.contains(QStringLiteral("another Lemnos")), qPrintable(second));
        QVERIFY(bytesOf(line.goal) == line.model);
    }

    void killedInTheMiddle() {
        constexpr int kills = 6;
        Line line({Habit::slow});
        std::mt19937 random(7);
        qint64 before = 0;
        int interrupted = 0;
        for (int i = 0; i < kills && !QFile::exists(line.goal); ++i) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(),
                         {QStringLiteral("fetch"), line.server.url().toString(), line.goal, QString::number(modelBytes),
                          digestOf(line.model)});
            const auto partBytes = [&] { return QFileInfo(line.part()).size(); };
            QVERIFY(QTest::qWaitFor([&] { return partBytes() > before || QFile::exists(line.goal); },
                                    lemnos::testing::patience_milliseconds));
            QTest::qWait(std::uniform_int_distribution(0, 40)(random));
            if (victim.state() == QProcess::Running) ::kill(pid_t(victim.processId()), SIGKILL);
            QVERIFY(victim.waitForFinished());
            if (QFile::exists(line.goal)) break;
            QVERIFY(partBytes() >= before);
            before = partBytes();
            ++interrupted;
            QVERIFY(line.model.startsWith(bytesOf(line.part())));
        }
        QVERIFY(interrupted > 1);
        line.server.sent = 0;
        line.server.habits = {Habit::proper};
        QCOMPARE(line.run(), QStringLiteral("finished"));
        QCOMPARE(line.server.sent, modelBytes - before);
        QVERIFY(bytesOf(line.goal) == line.model);
        QCOMPARE(line.files(), onlyTheModel);
    }
};

}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 6 && QByteArrayView(argv[1]) == "fetch") return lemnos::studio::fetch(QCoreApplication::arguments());
    lemnos::studio::DownloadTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "download_test.moc"
