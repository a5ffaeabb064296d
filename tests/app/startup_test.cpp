// SPDX-License-Identifier: Apache-2.0
// The program itself: its window is painted in under a second after the process began.
#include <algorithm>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

/// What `lemnos --startup-time` prints, or -1.
int measuredMilliseconds() {
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    QProcess lemnos;
    lemnos.setProcessEnvironment(environment);
    lemnos.start(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../bin/lemnos")),
                 {QStringLiteral("--startup-time")});
    if (!lemnos.waitForFinished(30'000) || lemnos.exitCode() != 0) return -1;
    bool isNumber = false;
    const int milliseconds = lemnos.readAllStandardOutput().trimmed().toInt(&isNumber);
    return isNumber ? milliseconds : -1;
}

}  // namespace

class StartupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWindowIsThereInUnderASecond() {
        // The best of three: what else the machine does is not ours to answer for.
        int best = 1'000'000;
        for (int i = 0; i < 3; ++i) {
            const int milliseconds = measuredMilliseconds();
            QVERIFY(milliseconds > 0);
            best = std::min(best, milliseconds);
        }
        QVERIFY2(best < 1000, qPrintable(QStringLiteral("%1 ms").arg(best)));
    }
};

QTEST_GUILESS_MAIN(StartupTest)
#include "startup_test.moc"
