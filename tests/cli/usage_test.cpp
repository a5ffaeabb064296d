// SPDX-License-Identifier: Apache-2.0
// What a person can get wrong on the command line itself: exit code 2, a sentence, nothing written.
#include "cli/program.h"

using namespace lemnos::testing;

class UsageTest : public QObject {
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void helps_data();
    void helps();
};

void UsageTest::refuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QStringList& arguments, const char* message) {
        QTest::newRow(name) << arguments << message;
    };
    row("nothing", {}, "A subcommand is required");
    row("unknown command", {"paint"}, "A subcommand is required");
    row("nothing to paint", {"render", "--steps", "5"}, "--prompt or --request is required");
    row("unknown option", {"render", "--prompt", "x", "--quality", "9"}, "--quality");
    row("no value", {"render", "--prompt"}, "--prompt");
    row("steps in words", {"render", "--steps", "many"}, "--steps");
    row("negative steps", {"render", "--steps", "-5"}, "--steps");
    row("steps in hexadecimal", {"render", "--steps", "0x10"}, "\"0x10\" is not a whole number");
    row("guidance in words", {"render", "--cfg", "high"}, "\"high\" is not a number");
    row("seed beyond 64 bits", {"render", "--seed", "18446744073709551616"}, "--seed");
    row("one number as size", {"render", "--size", "512"}, "\"512\" is not WIDTHxHEIGHT");
    row("half a size", {"render", "--size", "512x"}, "\"\" is not a whole number");
    row("negative size", {"render", "--size", "-8x8"}, "\"-8\" is not a whole number");
    row("three numbers as size", {"render", "--size", "8x8x8"}, "\"8x8\" is not a whole number");
    row("unknown dtype", {"render", "--dtype", "f8"}, "--dtype");
    row("unknown noise", {"render", "--rng", "dice"}, "--rng");
    row("inspect nothing", {"inspect"}, "file is required");
    row("unknown benchmark", {"bench", "games"}, "what");
}

void UsageTest::refuses() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    Program program;
    const Outcome outcome = program.run(arguments);
    QVERIFY2(outcome.code == 2, outcome.told());
    QVERIFY2(outcome.err.contains(message.toUtf8()), outcome.told());
    QVERIFY2(outcome.out.isEmpty(), outcome.told());
    QCOMPARE(program.files(), QStringList());
}

void UsageTest::helps_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("help") << QStringList{"--help"} << "Exit codes: 0 done, 2 wrong usage";
    QTest::newRow("help of a command") << QStringList{"render", "--help"} << "--prompt";
    QTest::newRow("version") << QStringList{"--version"} << ".";
}

void UsageTest::helps() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, message);
    const Outcome outcome = Program().run(arguments);
    QVERIFY2(outcome.code == 0, outcome.told());
    QVERIFY2(outcome.out.contains(message.toUtf8()), outcome.told());
}

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"
