// SPDX-License-Identifier: Apache-2.0
// UTF-8 against Qt's decoder, and every way of being invalid.
#include "base/utf8.h"

#include <QTest>

using namespace lemnos;

class Utf8Test : public QObject {
    Q_OBJECT

private slots:
    void every_code_point_survives();
    void invalid_sequences_data();
    void invalid_sequences();
};

void Utf8Test::every_code_point_survives() {
    for (char32_t point = 0; point <= 0x10ffff; ++point) {
        if (point == 0xd800) point = 0xe000;
        std::string text;
        append_utf8(text, point);
        if (point % 97 == 0) QCOMPARE(QByteArray::fromStdString(text), QString::fromUcs4(&point, 1).toUtf8());
        const CodePoint read = next_code_point(text + "x");
        if (read.value != point || read.bytes != text.size() || read.state != CodePoint::State::valid)
            QFAIL(qPrintable(QString::number(point, 16)));
    }
}

void Utf8Test::invalid_sequences_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("continuation alone") << QByteArray("\x80");
    QTest::newRow("FF") << QByteArray("\xff");
    QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80");
    QTest::newRow("cut off two") << QByteArray("\xc3");
    QTest::newRow("cut off three") << QByteArray("\xe6\x9d");
    QTest::newRow("cut off four") << QByteArray("\xf0\x9f\x8e");
    QTest::newRow("no continuation") << QByteArray("\xc3x");
    QTest::newRow("overlong NUL") << QByteArray("\xc0\x80");
    QTest::newRow("overlong slash") << QByteArray("\xe0\x80\xaf");
    QTest::newRow("overlong four") << QByteArray("\xf0\x80\x80\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("beyond the last") << QByteArray("\xf4\x90\x80\x80");
}

void Utf8Test::invalid_sequences() {
    QFETCH(QByteArray, bytes);
    const std::string text = bytes.toStdString();
    const CodePoint read = next_code_point(text);
    QVERIFY(read.state == CodePoint::State::invalid);
    QCOMPARE(read.value, U'\ufffd');
    QCOMPARE(read.bytes, std::size_t{1});
    QVERIFY(check_utf8("fine " + text) == Utf8::invalid);
    QVERIFY(check_utf8("fine \u00e9") == Utf8::valid);
}

QTEST_GUILESS_MAIN(Utf8Test)
#include "utf8_test.moc"
