// SPDX-License-Identifier: Apache-2.0
// What is found after a crash, and by whom. The program runs itself as the one that crashes:
// `document_recovery_test hold FOLDER` writes a snapshot and waits to be killed.
#include <csignal>
#include <cstdio>

#include <unistd.h>
#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "document/document.h"
#include "document/pictures.h"
#include "document/recovery_store.h"

namespace lemnos::studio {
namespace {

const QString title = QStringLiteral("Harbour");
const QString path = QStringLiteral("/pictures/harbour.ora");

int writeAndWait(const QString& folder) {
    const auto slot = RecoveryStore(folder).begin();
    if (!slot || !(*slot)->write(busyContents({80, 60}), title, path)) return 1;
    std::puts("written");
    std::fflush(stdout);
    for (;;) ::pause();
}

QStringList filesIn(const QTemporaryDir& folder) { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden); }

}  // namespace

class RecoveryTest : public QObject {
    Q_OBJECT

    static bool start(QProcess& process, const QTemporaryDir& folder) {
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("hold"), folder.path()});
        return process.waitForReadyRead(30'000) && process.readAllStandardOutput() == "written\n";
    }
    static void kill(QProcess& process) {
        ::kill(pid_t(process.processId()), SIGKILL);
        process.waitForFinished();
    }

private Q_SLOTS:
    void whatACrashLeftIsFound() {
        const QTemporaryDir folder;
        const RecoveryStore store(folder.path());
        QProcess victim;
        QVERIFY(start(victim, folder));
        QVERIFY(store.abandoned().isEmpty());  // it lives
        const QString id =
            QFileInfo(QDir(folder.path()).entryList({QStringLiteral("*.ora")}).value(0)).completeBaseName();
        QVERIFY(!store.take(id));
        kill(victim);

        const QList<Recoverable> found = store.abandoned();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].id, id);
        QCOMPARE(found[0].title, title);
        QCOMPARE(found[0].path, path);
        QVERIFY(found[0].written.secsTo(QDateTime::currentDateTime()) < 60);
        auto slot = store.take(id);
        QVERIFY(slot);
        const auto opened = (*slot)->read();
        QVERIFY(opened);
        const Contents expected = busyContents({80, 60});
        QCOMPARE(composed(opened->contents, expected.rect()), composed(expected, expected.rect()));
        (*slot)->close();
        QVERIFY(store.abandoned().isEmpty());
        QVERIFY2(filesIn(folder).isEmpty(), qPrintable(filesIn(folder).join(u' ')));
    }

    void aCleanCloseLeavesNothing() {
        const QTemporaryDir folder;
        const RecoveryStore store(folder.filePath(QStringLiteral("made/when/needed")));
        QVERIFY(store.abandoned().isEmpty());
        const auto slot = store.begin();
        QVERIFY(slot);
        QVERIFY((*slot)->write(busyContents({80, 60}), title, {}));
        QVERIFY((*slot)->write(busyContents({90, 60}), title, {}));
        QVERIFY(store.abandoned().isEmpty());
        (*slot)->close();
        QVERIFY(QDir(folder.filePath(QStringLiteral("made/when/needed"))).isEmpty());
    }

    void severalDocumentsKeepApart() {
        const QTemporaryDir folder;
        const RecoveryStore store(folder.path());
        auto first = store.begin();
        auto second = store.begin();
        QVERIFY(first && second);
        QVERIFY((*first)->write(busyContents({80, 60}), QStringLiteral("first"), {}));
        QVERIFY((*second)->write(busyContents({64, 64}), QStringLiteral("second"), {}));
        second->reset();
        QCOMPARE(store.abandoned().size(), 1);
        QCOMPARE(store.abandoned()[0].title, QStringLiteral("second"));
        (*first)->close();
        QCOMPARE(store.abandoned().size(), 1);
    }

    // The document goes on being painted on while another thread writes.
    void aSnapshotIsWrittenOnAnotherThread() {
        const QTemporaryDir folder;
        const RecoveryStore store(folder.path());
        auto slot = store.begin();
        QVERIFY(slot);
        Document document(busyContents({300, 200}));
        const Contents snapshot = document.contents();
        const QImage before = composed(snapshot, snapshot.rect());
        Status written;
        const std::unique_ptr<QThread> thread(
            QThread::create([&, snapshot] { written = (*slot)->write(snapshot, title, {}); }));
        thread->start();
        for (int i = 0; i < 50; ++i) {
            Contents contents = document.contents();
            contents.layers[0].raster()->fill({i, i, 100, 100}, 0xff000000U + quint32(i));
            document.edit(QStringLiteral("fill"), contents);
        }
        thread->wait();
        QVERIFY(written);
        const auto opened = (*slot)->read();
        QVERIFY(opened);
        QCOMPARE(composed(opened->contents, snapshot.rect()), before);
        QVERIFY(composed(document.contents(), snapshot.rect()) != before);
    }

    void namesThatLeadElsewhereAreRefused() {
        const QTemporaryDir folder;
        QVERIFY(!RecoveryStore(folder.path()).take(QStringLiteral("../x")));
        QVERIFY(!RecoveryStore(QStringLiteral("/proc/nowhere")).begin());
    }
};

}  // namespace lemnos::studio

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "hold")
        return lemnos::studio::writeAndWait(QString::fromLocal8Bit(argv[2]));
    lemnos::studio::RecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "recovery_test.moc"
