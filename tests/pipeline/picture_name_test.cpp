// SPDX-License-Identifier: Apache-2.0
#include "pipeline/picture_name.h"

#include <QTest>

class PictureNameTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void names_data();
    void names();
};

void PictureNameTest::names_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("words");
    QTest::newRow("plain") << "A lighthouse, by the Sea!" << "-a-lighthouse-by-the-sea";
    QTest::newRow("empty") << "" << "";
    QTest::newRow("nothing but signs") << "((( )))" << "";
    QTest::newRow("a path") << "../../etc/passwd" << "-etc-passwd";
    QTest::newRow("other systems' paths") << "C:\\con:a|b*?" << "-c-con-a-b";
    QTest::newRow("weights") << "(red:1.2) [blue]" << "-red-1-2-blue";
    QTest::newRow("other scripts") << "Märchenschloß, 城の絵" << "-märchenschloß-城の絵";
    QTest::newRow("hidden characters") << "a\u202Eb\u200Bc\n\u3000d" << "-a-b-c-d";
    QTest::newRow("as long as fits") << QString(60, 'x') << "-" + QString(60, 'x');
    QTest::newRow("longer") << QString(61, 'x') << "-" + QString(60, 'x');
    QTest::newRow("no half letters") << QString(59, 'x') + "é" << "-" + QString(59, 'x');
    QTest::newRow("no hanging hyphen") << QString(59, 'x') + " yz" << "-" + QString(59, 'x');
}

void PictureNameTest::names() {
    QFETCH(QString, prompt);
    QFETCH(QString, words);
    const auto name = lemnos::picture_name(prompt.toStdString(), 18446744073709551615U, 1795271405);
    QCOMPARE(QString::fromStdString(name.string()), "2026-11-21/143005-18446744073709551615" + words + ".png");
}

QTEST_APPLESS_MAIN(PictureNameTest)
#include "picture_name_test.moc"
