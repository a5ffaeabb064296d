// SPDX-License-Identifier: Apache-2.0
// A second start hands over what it was asked to open; one that meets a dead or a silent studio does not wait forever.
#include <memory>

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QtTest>

#include "support/patient.h"
#include "worker/single_studio.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lemnos::studio {
namespace {

using Role = SingleStudio::Role;

class Data {
public:
    QString lock() const { return m_folder.filePath(u"lemnos/studio.lock"_s); }
    /// Starts a second studio beside what runs on this thread, which goes on meanwhile.
    Role start(const Invitation& invitation, std::chrono::milliseconds patience) const {
        Role role = Role::first;
        const std::unique_ptr<QThread> other(QThread::create([&] {
            SingleStudio second(lock());
            role = second.begin(invitation, patience);
        }));
        other->start();
        while (!other->isFinished()) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        return role;
    }

private:
    QTemporaryDir m_folder;
};

}  // namespace

class SingleStudioTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_runtime.isValid());
        qputenv("XDG_RUNTIME_DIR", m_runtime.path().toLocal8Bit());
        QVERIFY(QFile::setPermissions(m_runtime.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void theSecondHandsOver_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("prompt");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("a file") << u"/pictures/été 1.png"_s << QString();
        QTest::newRow("a prompt of two lines") << QString() << u"a \"red\" house\nby the sea"_s;
        QTest::newRow("a long one") << u"/a.ora"_s << QString(100'000, u'x');
    }
    void theSecondHandsOver() {
        QFETCH(QString, file);
        QFETCH(QString, prompt);
        const Data data;
        SingleStudio first(data.lock());
        QCOMPARE(first.begin({}), Role::first);
        Invitation heard;
        int times = 0;
        connect(&first, &SingleStudio::invited, this, [&](const Invitation& invitation) {
            heard = invitation;
            ++times;
        });
        const Invitation sent{.file = file, .prompt = prompt};
        QCOMPARE(data.start(sent, 10s), Role::handedOver);
        QTRY_COMPARE(times, 1);
        QVERIFY(heard == sent);
        QCOMPARE(first.otherProcess(), QCoreApplication::applicationPid());
    }

    void otherDataAreAnotherStudio() {
        const Data one, other;
        SingleStudio first(one.lock()), second(other.lock());
        QCOMPARE(first.begin({}), Role::first);
        QCOMPARE(second.begin({}), Role::first);
        QSignalSpy heard(&first, &SingleStudio::invited), misheard(&second, &SingleStudio::invited);
        QCOMPARE(one.start({}, 10s), Role::handedOver);
        QTRY_COMPARE(heard.size(), 1);
        QCOMPARE(misheard.size(), 0);
    }

    void aDeadOneIsReplaced() {
        const Data data;
        QString socket;
        {
            SingleStudio first(data.lock());
            QCOMPARE(first.begin({}), Role::first);
            socket = onlySocket();
            QVERIFY(QFile::rename(socket, socket + u"-killed"_s));  // out of the way of its tidy end
        }
        QVERIFY(QFile::rename(socket + u"-killed"_s, socket));
        SingleStudio second(data.lock());
        QCOMPARE(second.begin({}, 0ms), Role::first);
        QCOMPARE(data.start({}, 10s), Role::handedOver);  // and can be reached where the first had been
    }

    void oneThatEndsIsWaitedFor() {
        const Data data;
        auto first = std::make_unique<SingleStudio>(data.lock());
        QCOMPARE(first->begin({}), Role::first);
        first->end();
        QTimer::singleShot(300, this, [&] { first.reset(); });
        QCOMPARE(data.start({}, 10s), Role::first);
        QVERIFY(!first);
    }

    void aSilentOneShutsOut() {
        const Data data;
        SingleStudio first(data.lock());
        QCOMPARE(first.begin({}), Role::first);
        first.end();
        QCOMPARE(data.start({}, 200ms), Role::shutOut);
    }

    void dataThatCannotBeWrittenNeedNoGuard() {
        SingleStudio studio(u"/proc/lemnos/studio.lock"_s);
        QCOMPARE(studio.begin({}), Role::first);
    }

    void garbageInvitesToNothing() {
        const Data data;
        SingleStudio first(data.lock());
        QCOMPARE(first.begin({}), Role::first);
        Invitation heard{.file = u"/x"_s, .prompt = {}};
        connect(&first, &SingleStudio::invited, this, [&](const Invitation& invitation) { heard = invitation; });
        QLocalSocket socket;
        socket.connectToServer(onlySocket());
        QVERIFY(socket.waitForConnected());
        socket.write("{\"file\": 7, \"prom\xff\n");
        QTRY_VERIFY(heard == Invitation());
    }

    void whoNeverComesToAnEndIsCutOff() {
        const Data data;
        SingleStudio first(data.lock());
        QCOMPARE(first.begin({}), Role::first);
        const QFile::Permissions ofOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(onlySocket()) & ofOthers));
        QLocalSocket socket;
        socket.connectToServer(onlySocket());
        QVERIFY(socket.waitForConnected());
        socket.write(QByteArray(2 << 20, 'x'));
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }

private:
    /// Of the one studio that listens; empty if there are others.
    QString onlySocket() const {
        const QStringList sockets = QDir(m_runtime.path()).entryList({u"lemnos-*"_s}, QDir::System);
        return sockets.size() == 1 ? m_runtime.filePath(sockets[0]) : QString();
    }

    QTemporaryDir m_runtime;
};

}  // namespace lemnos::studio

QTEST_GUILESS_MAIN(lemnos::studio::SingleStudioTest)
#include "single_studio_test.moc"
