// SPDX-License-Identifier: Apache-2.0
// Errors as values: what a person reads, how they travel, and the exit codes that the command line documents.
#include "base/result.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/cancel.h"
#include "base/mapped_file.h"

using namespace lemnos;

namespace {

Result<int> half_of(int number) {
    if (number % 2 != 0) return invalid("{} is odd", number);
    return number / 2;
}

Result<int> quarter_of(int number) {
    LEMNOS_TRY(const int half, half_of(number));
    LEMNOS_CHECK(half_of(half));
    return half / 2;
}

}  // namespace

class ResultTest : public QObject {
    Q_OBJECT

private slots:
    void errors_travel();
    void context_is_told_from_the_outside();
    void exit_codes_data();
    void exit_codes();
    void cancelling_is_shared_by_copies();
    void files_that_cannot_be_mapped_data();
    void files_that_cannot_be_mapped();
    void a_mapped_file();
};

void ResultTest::errors_travel() {
    QCOMPARE(quarter_of(8).value(), 2);
    QCOMPARE(quarter_of(7).error().message, std::string("7 is odd"));
    QCOMPARE(quarter_of(6).error().message, std::string("3 is odd"));
    QVERIFY(quarter_of(6).error().kind == ErrorKind::invalid_request);
}

void ResultTest::context_is_told_from_the_outside() {
    Error error{ErrorKind::bad_file, "is broken", {}};
    QCOMPARE(std::move(error).within("conv").text(), std::string("conv: is broken"));
    Error nested{ErrorKind::bad_file, "is broken", {"conv", "unet"}};
    QCOMPARE(nested.text(), std::string("unet: conv: is broken"));
}

void ResultTest::exit_codes_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("cancelled") << int(ErrorKind::cancelled) << 10;
    QTest::newRow("out of memory") << int(ErrorKind::out_of_memory) << 10;
    QTest::newRow("device lost") << int(ErrorKind::device_lost) << 10;
    QTest::newRow("bad file") << int(ErrorKind::bad_file) << 20;
    QTest::newRow("unsupported") << int(ErrorKind::unsupported) << 20;
    QTest::newRow("invalid request") << int(ErrorKind::invalid_request) << 20;
    QTest::newRow("io") << int(ErrorKind::io) << 20;
}

void ResultTest::exit_codes() {
    QFETCH(int, kind);
    QFETCH(int, code);
    QCOMPARE(exit_code(static_cast<ErrorKind>(kind)), code);
}

void ResultTest::cancelling_is_shared_by_copies() {
    const CancelToken token;
    const CancelToken copy = token;
    QVERIFY(copy.check().has_value());
    token.cancel();
    QVERIFY(copy.is_cancelled());
    QVERIFY(copy.check().error().kind == ErrorKind::cancelled);
    QVERIFY(!CancelToken().is_cancelled());
}

void ResultTest::files_that_cannot_be_mapped_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("part");
    QTest::newRow("missing") << "/nowhere/x" << "/nowhere/x: cannot be opened: No such file";
    QTest::newRow("folder") << "/tmp" << "/tmp: is not a regular file";
    QTest::newRow("device") << "/dev/null" << "/dev/null: is not a regular file";
}

void ResultTest::files_that_cannot_be_mapped() {
    QFETCH(QString, path);
    QFETCH(QString, part);
    const auto file = MappedFile::open(path.toStdString());
    QVERIFY(!file);
    QVERIFY2(file.error().message.find(part.toStdString()) != std::string::npos, file.error().message.c_str());
    QVERIFY(file.error().kind == ErrorKind::io);
}

void ResultTest::a_mapped_file() {
    QTemporaryDir folder;
    QFile file(folder.filePath("x"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    auto mapped = MappedFile::open(file.fileName().toStdString());
    QVERIFY(mapped.has_value());
    const MappedFile moved = std::move(*mapped);
    QCOMPARE(moved.size(), std::uint64_t{5});
    QCOMPARE(std::to_integer<char>(moved.bytes()[4]), 'o');
    std::array<std::byte, 3> part{};
    QVERIFY(moved.read_at(2, part).has_value());
    QCOMPARE(std::to_integer<char>(part[0]), 'l');
    QVERIFY(moved.read_at(3, part).error().message.find("it has become shorter") != std::string::npos);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    QCOMPARE(MappedFile::open(file.fileName().toStdString()).value().size(), std::uint64_t{0});
}

QTEST_GUILESS_MAIN(ResultTest)
#include "result_test.moc"
